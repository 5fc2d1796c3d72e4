"""How bad it is, who takes it, and why: scales and matrices, decision tables and their analysis, routing, assignment."""

from supportops.triage.conditions import *
from supportops.triage.rules import Rule
from supportops.triage.table import DecisionTable
from supportops.triage.decision_record import DecisionRecord
from supportops.triage.inputs import optional
