#!/usr/bin/env python3
"""Draws eng/icon.png, the icon of the packages: lines of text, two words of it marked, and a cross. Only the standard library."""
import math
import struct
import zlib
from pathlib import Path

SIZE, FINE = 128, 4  # pixels, and samples a pixel in each direction
TEAL, WHITE, AMBER, MINT = (15, 118, 110), (255, 255, 255), (251, 191, 36), (153, 226, 216)


def box(x, y, left, top, right, bottom, radius):
    """Signed distance to a rectangle with round corners; negative inside."""
    dx = abs(x - (left + right) / 2) - (right - left) / 2 + radius
    dy = abs(y - (top + bottom) / 2) - (bottom - top) / 2 + radius
    return math.hypot(max(dx, 0), max(dy, 0)) + min(max(dx, dy), 0) - radius


SHAPES = [  # later ones lie on top
    (TEAL, (4, 4, 124, 124, 26)),
    (MINT, (24, 30, 66, 40, 5)), (WHITE, (24, 54, 48, 64, 5)), (AMBER, (54, 50, 104, 68, 6)),
    (AMBER, (24, 74, 62, 92, 6)), (WHITE, (68, 78, 104, 88, 5)), (WHITE, (24, 102, 84, 112, 5)),
    (WHITE, (86, 18, 96, 44, 2)), (WHITE, (78, 26, 104, 36, 2)),
]


def pixel(px, py):
    red = green = blue = alpha = 0
    for i in range(FINE * FINE):
        x, y = px + (i % FINE + 0.5) / FINE, py + (i // FINE + 0.5) / FINE
        colour = next((c for c, shape in reversed(SHAPES) if box(x, y, *shape) <= 0), None)
        if colour:
            red, green, blue, alpha = red + colour[0], green + colour[1], blue + colour[2], alpha + 1
    return (red // alpha, green // alpha, blue // alpha, alpha * 255 // FINE**2) if alpha else (0, 0, 0, 0)


def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


rows = b"".join(b"\0" + bytes(v for x in range(SIZE) for v in pixel(x, y)) for y in range(SIZE))
header = struct.pack(">IIBBBBB", SIZE, SIZE, 8, 6, 0, 0, 0)
Path(__file__).with_name("icon.png").write_bytes(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows, 9)) + chunk(b"IEND", b""))
