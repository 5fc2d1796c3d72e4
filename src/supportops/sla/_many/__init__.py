"""The fold of many tickets at once: the same steps as one by one, each on arrays with a lane for every ticket."""
