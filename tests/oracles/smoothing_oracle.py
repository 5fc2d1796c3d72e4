"""Exponential smoothing as the textbook writes it: level, trend and season by their own equations, step by step."""


def additive(y, alpha, beta, gamma, phi, level, trend, season, horizon):
    fitted, season = [], list(season)
    for t, value in enumerate(y):
        place = t % len(season)
        fitted.append(level + phi * trend + season[place])
        new_level = alpha * (value - season[place]) + (1 - alpha) * (level + phi * trend)
        new_trend = beta * (new_level - level) + (1 - beta) * phi * trend
        season[place] = gamma * (value - level - phi * trend) + (1 - gamma) * season[place]
        level, trend = new_level, new_trend
    ahead = [
        level + sum(phi**i for i in range(1, h + 1)) * trend + season[(len(y) + h - 1) % len(season)]
        for h in range(1, horizon + 1)
    ]
    return fitted, ahead


def multiplicative(y, alpha, beta, gamma, level, trend, season, horizon):
    fitted, season = [], list(season)
    for t, value in enumerate(y):
        place = t % len(season)
        fitted.append((level + trend) * season[place])
        new_level = alpha * value / season[place] + (1 - alpha) * (level + trend)
        new_trend = beta * (new_level - level) + (1 - beta) * trend
        season[place] = gamma * value / (level + trend) + (1 - gamma) * season[place]
        level, trend = new_level, new_trend
    ahead = [(level + h * trend) * season[(len(y) + h - 1) % len(season)] for h in range(1, horizon + 1)]
    return fitted, ahead
