"""Pages of a PDF to print."""

from __future__ import annotations

from PySide6.QtCore import QBuffer, QIODevice, QMarginsF
from PySide6.QtGui import QPageLayout, QPageSize, QPdfWriter

A4 = QPageSize.PageSizeId.A4


def pdf_writer(
    title: str, margins_mm: tuple[float, float], dots_per_inch: int, paper: QPageSize.PageSizeId = A4
) -> tuple[QBuffer, QPdfWriter]:
    """A buffer that is open for writing, and the writer of a PDF in portrait format into it.

    Parameters
    ----------
    margins_mm : at the left and right, and at the top and bottom.
    """
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    across, down = margins_mm
    writer.setPageLayout(
        QPageLayout(
            QPageSize(paper),
            QPageLayout.Orientation.Portrait,
            QMarginsF(across, down, across, down),
            QPageLayout.Unit.Millimeter,
        )
    )
    writer.setResolution(dots_per_inch)
    writer.setTitle(title)
    return buffer, writer
