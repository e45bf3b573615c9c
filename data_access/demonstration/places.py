"""Where the demonstration stands: a point in the seat of each district and county (WGS-84), and how far around it is still inside."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Place:
    """`reach` in degrees: a point so far from the seat, in any direction, lies within the same district."""

    adcode: str
    longitude: float
    latitude: float
    reach: float


CITY = (  # Beilin first, where the headquarters are
    Place("610103", 108.956, 34.246, 0.012),
    Place("610102", 108.972, 34.276, 0.008),
    Place("610104", 108.925, 34.272, 0.012),
    Place("610112", 108.935, 34.330, 0.020),
    Place("610113", 108.945, 34.205, 0.015),
    Place("610116", 108.930, 34.110, 0.020),
)
COUNTIES = (
    Place("610122", 109.320, 34.155, 0.025),  # Lantian
    Place("610124", 108.220, 34.160, 0.020),  # Zhouzhi
    Place("610222", 109.115, 35.400, 0.020),  # Yijun
    Place("610326", 107.750, 34.275, 0.020),  # Mei
    Place("610330", 106.520, 33.915, 0.020),  # Feng
    Place("610428", 107.800, 35.205, 0.020),  # Changwu
    Place("610527", 109.590, 35.180, 0.020),  # Baishui
    Place("610528", 109.185, 34.750, 0.020),  # Fuping
    Place("610723", 107.545, 33.225, 0.020),  # Yang
    Place("610925", 108.900, 32.310, 0.020),  # Langao
    Place("611021", 110.145, 34.090, 0.020),  # Luonan
    Place("611025", 109.155, 33.425, 0.020),  # Zhen'an
)
