"""What a picture looks like to other eyes: in greyscale, and to three kinds of colour blindness.

The matrices are those of Machado, Oliveira and Fernandes, 2009, at severity 1, for linear RGB. Lightness and
distance are OKLab's (Ottosson, 2020), times 100: 5 reads as different where two patches stand side by side.
"""

from collections.abc import Callable, Mapping

import numpy as np
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QImage, QPainter

Pixels = np.ndarray
"""Height by width by linear red, green, blue, each 0 to 1."""

MATRICES: Mapping[str, Pixels] = {
    "protanopia": np.array(
        [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]
    ),
    "deuteranopia": np.array(
        [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]]
    ),
    "tritanopia": np.array(
        [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]]
    ),
    "greyscale": np.array([[0.2126, 0.7152, 0.0722]] * 3),
}
TO_LMS = np.array(
    [
        [0.4122214708, 0.5363325363, 0.0514459929],
        [0.2119034982, 0.6806995451, 0.1073969566],
        [0.0883024619, 0.2817188376, 0.6299787005],
    ]
)
TO_LAB = np.array(
    [
        [0.2104542553, 0.7936177850, -0.0040720468],
        [1.9779984951, -2.4285922050, 0.4505937099],
        [0.0259040371, 0.7827717662, -0.8086757660],
    ]
)


def painted(draw: Callable[[QPainter], None], ground: QColor, size: QSize) -> Pixels:
    """What `draw` paints on a ground, twice as fine as it is wide."""
    image = QImage(size * 2, QImage.Format.Format_RGB888)
    image.setDevicePixelRatio(2.0)
    image.fill(ground)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    draw(painter)
    painter.end()
    lines = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine())
    return linear(lines[:, : image.width() * 3].reshape(image.height(), image.width(), 3) / 255.0)


def patch(colour: QColor) -> Pixels:
    """One pixel of that colour."""
    return linear(np.array([[[colour.redF(), colour.greenF(), colour.blueF()]]]))


def linear(values: Pixels) -> Pixels:
    """sRGB as light."""
    return np.where(values <= 0.04045, values / 12.92, ((values + 0.055) / 1.055) ** 2.4)


def seen(pixels: Pixels, eyes: str) -> Pixels:
    """The same pixels as those eyes see them; "" are eyes that see all colours."""
    return np.clip(pixels @ MATRICES[eyes].T, 0, 1) if eyes else pixels


def apart(one: Pixels, other: Pixels) -> Pixels:
    """How far the two are apart, pixel by pixel."""
    return np.linalg.norm(_lab(one) - _lab(other), axis=-1) * 100


def contrast(one: QColor, other: QColor) -> float:
    """The contrast of WCAG 2.2, 1 to 21."""
    lighter, darker = sorted(
        (float((patch(each) @ MATRICES["greyscale"][0]).item()) for each in (one, other)), reverse=True
    )
    return (lighter + 0.05) / (darker + 0.05)


def _lab(pixels: Pixels) -> Pixels:
    return np.cbrt(np.clip(pixels @ TO_LMS.T, 0, None)) @ TO_LAB.T
