"""What the pixels of a picture say: how far text stands out from its ground, whether alarm colours are there, what is left in grey. Pictures are arrays of
height x width x 3, 0 to 255."""

from __future__ import annotations

import io

import numpy as np
from numpy.typing import NDArray
from PIL import Image
from playwright.sync_api import Page

Picture = NDArray[np.uint8]
ENOUGH = 3  # pixels that must be at least as far from the ground, so that one stray pixel decides nothing
GROUNDS = ((0xF8, 0xD5, 0xD2), (0xFD, 0xEE, 0xCB))  # of alarming cells in the light, too pale to be known by their hue


def picture(page: Page) -> Picture:
    """Of the window."""
    return opened(page.screenshot(timeout=120_000))


def opened(png: bytes) -> Picture:
    return np.asarray(Image.open(io.BytesIO(png)).convert("RGB"))


def luminance(pixels: Picture) -> NDArray[np.float64]:
    """Relative luminance, 0 black to 1 white (WCAG 2.2)."""
    part = pixels.astype(float) / 255
    linear = np.where(part <= 0.04045, part / 12.92, ((part + 0.055) / 1.055) ** 2.4)
    return linear @ np.array([0.2126, 0.7152, 0.0722])


def ground(pixels: Picture) -> Picture:
    """The commonest colour."""
    flat = pixels.reshape(-1, 3)
    colours, counts = np.unique(flat, axis=0, return_counts=True)
    return colours[counts.argmax()]


def contrast(pixels: Picture) -> float:
    """Of what is drawn on the ground, the furthest from it: (lighter + 0.05) / (darker + 0.05)."""
    if pixels.size == 0:
        return 1.0
    own, below = luminance(pixels).ravel(), float(luminance(ground(pixels)[None])[0])
    ratios = np.sort((np.maximum(own, below) + 0.05) / (np.minimum(own, below) + 0.05))
    return float(ratios[-min(ENOUGH, ratios.size)])


def alarming(pixels: Picture) -> NDArray[np.bool_]:
    """Where a pixel is red or amber enough to be one of the alarm colours, or one of their grounds."""
    colour = pixels.astype(float)
    high, low = colour.max(axis=2), colour.min(axis=2)
    spread = np.maximum(high - low, 1e-9)
    red, green, blue = colour[..., 0], colour[..., 1], colour[..., 2]
    hue = np.where(high == red, (60 * (green - blue) / spread) % 360, np.where(high == green, 120 + 60 * (blue - red) / spread, 240.0))
    warm = (hue <= 52) | (hue >= 340)
    pale = np.zeros(warm.shape, bool)
    for known in GROUNDS:
        pale |= np.abs(colour - np.array(known)).max(axis=2) <= 3
    return (warm & (high - low > 0.5 * high) & (high > 60)) | pale


def grey(pixels: Picture) -> NDArray[np.float64]:
    """As a black-and-white print has it, 0 to 255."""
    return pixels.astype(float) @ np.array([0.299, 0.587, 0.114])


def shape(pixels: Picture, side: int = 24) -> NDArray[np.bool_]:
    """What is drawn on the ground, cut to its edges and brought to a square, in grey: a sign's shape without its colour."""
    tone = grey(pixels)
    below = float(grey(ground(pixels)[None, None])[0, 0])
    away = np.abs(tone - below)
    drawn = away > away.max() / 2
    down, across = np.flatnonzero(drawn.any(axis=1)), np.flatnonzero(drawn.any(axis=0))
    if not away.max() or not down.size:
        return np.zeros((side, side), bool)
    cut = Image.fromarray(drawn[down[0] : down[-1] + 1, across[0] : across[-1] + 1])
    return np.asarray(cut.resize((side, side), Image.Resampling.BOX if min(cut.size) >= side else Image.Resampling.NEAREST)).astype(bool)


def likeness(one: NDArray[np.bool_], other: NDArray[np.bool_]) -> float:
    """Of two shapes, the part of what either fills that both fill: 1 the same, 0 nothing in common."""
    either = (one | other).sum()
    return float((one & other).sum() / either) if either else 1.0
