"""The choices of known helpdesks, as values of a policy's options, each with its source.

`profiles.zendesk().applied_to(policy)` gives your own calendars and targets with Zendesk's choices; then
`policy.diff(...)` names the choices that make your helpdesk's number another one.
"""

from supportops.sla.profiles._chatwoot import chatwoot
from supportops.sla.profiles._frappe import frappe
from supportops.sla.profiles._freshdesk import freshdesk
from supportops.sla.profiles._glpi import glpi
from supportops.sla.profiles._jira import jira
from supportops.sla.profiles._zammad import zammad
from supportops.sla.profiles._zendesk import zendesk
from supportops.sla.profiles.profile import Certainty, PolicyOptions, Profile, VendorChoice

__all__ = [
    "Certainty",
    "PolicyOptions",
    "Profile",
    "VendorChoice",
    "chatwoot",
    "frappe",
    "freshdesk",
    "glpi",
    "jira",
    "zammad",
    "zendesk",
]
