"""How many people it takes: workload, queues, deferred work, forecasts, headcount, shifts, scenarios, cost."""
