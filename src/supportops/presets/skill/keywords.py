"""Words in a subject that tell the routing category."""

from __future__ import annotations

from supportops.presets.skill.automation import AUTOMATION
from supportops.triage import Condition, KeywordRule

__all__ = ["KEYWORDS"]


def _published() -> tuple[str, ...]:
    """Return the words that the automatic categorisation prints for passwords and logins."""
    [rule] = AUTOMATION["auto_categorization"].rules
    condition = rule.when["subject"]
    assert isinstance(condition, Condition)  # it looks for words
    return tuple(map(str, condition.values))


KEYWORDS: tuple[KeywordRule, ...] = (
    KeywordRule(
        "security",
        (
            "security", "phishing", "vulnerability", "breach", "data leak", "leaked", "exposed", "hacked", "hijacked",
            "compromised", "unauthorized", "unauthorised", "suspicious", "malware", "ransomware", "soc 2",
        ),
    ),
    KeywordRule(
        "enterprise_sso",
        (
            "sso", "single sign on", "saml", "oidc", "scim", "okta", "entra", "azure ad", "active directory", "ldap",
            "identity provider", "provisioned", "provisioning",
        ),
    ),
    KeywordRule(
        "mobile_app",
        (
            "ios", "ipados", "iphone", "ipad", "android", "mobile app", "app store", "play store", "push notification",
            "push notifications",
        ),
    ),
    KeywordRule(
        "api_errors",
        (
            "api", "apis", "webhook", "webhooks", "endpoint", "endpoints", "sdk", "graphql", "oauth", "rate limit",
            "rate limits", "rate limited", "429", "error 500", "500 error", "500 errors",
        ),
    ),
    KeywordRule(
        "performance",
        (
            "slow", "slowly", "slowness", "latency", "lag", "laggy", "timeout", "timeouts", "timed out", "times out",
            "takes forever", "to load", "loading", "is down", "are down", "went down", "goes down", "outage",
            "unavailable", "502", "503", "504",
        ),
    ),
    KeywordRule(
        "data_issues",
        (
            "export", "exports", "import", "imports", "csv", "sync", "syncing", "synced", "missing data", "lost data",
            "data loss", "data is missing", "corrupted", "duplicate records", "wrong numbers", "wrong totals", "totals",
        ),
    ),
    KeywordRule(
        "billing_account",
        (
            "billing", "billed", "invoice", "invoices", "charge", "charged", "refund", "refunds", "payment", "payments",
            "credit card", "receipt", "vat", "subscription", "renewal", "cancellation", "my plan", "our plan",
            "account owner", "account name",
        ),
    ),
    KeywordRule(
        "password_login",
        (
            *_published(),
            "passwords", "passcode", "logins", "log in", "logging in", "logged out", "sign in", "signing in",
            "locked out", "reset link", "2fa", "mfa", "two factor", "verification code",
        ),
    ),
)  # fmt: skip
"""English words for the eight categories of `ROUTES`, looked up in the subject; the first category decides.

Only three of them are published: "password", "login" and "can't access". The rest and the order are ours: what is
dangerous to miss first, then what names a product or a technique, and what is said in passing last. Test them on your
own tickets, and put rules of your own before them. Words cannot tell a question from a fault.

Source: Support Operations skill pack, Workflow Automation Examples and Skill-Based Routing Matrix.

Example:
    >>> from supportops.triage import categorise
    >>> print(categorise({"subject": "Can't access the API after the password reset"}, KEYWORDS))
    Category: api_errors; also password_login; found 'API' in subject
"""
