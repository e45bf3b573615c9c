"""stub"""


def city_and_county(view, now):
    pass
