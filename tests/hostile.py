"""Inputs of tests of the command line: a decision that is read at once, and what hangs."""

from __future__ import annotations

DECISION = """\
Lahden kaupunki
Kaupunginhallitus 05.02.2024 § 12
Tontin myyminen

Päätösehdotus
Kaupunginhallitus päättää myydä tontin.

Päätös
Ehdotus hyväksyttiin.
"""


def _form_bomb(depth: int = 29) -> bytes:
    """Return a PDF of a page whose form calls another one three times, and so on: 3^depth forms are to be drawn."""
    form = "<</Type/XObject/Subtype/Form/BBox[0 0 595 842]/Resources<</XObject<</X {next} 0 R>>>>/Length 18>>"
    resources = "<</XObject<</X 5 0 R>>>>"
    page = f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources{resources}>>"
    calls = "\nstream\n/X Do /X Do /X Do \nendstream"
    objects = ["<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>", page, "<</Length 18>>" + calls]
    objects += [form.format(next=number + 6) + calls for number in range(depth)]
    objects.append("<</Type/XObject/Subtype/Form/BBox[0 0 595 842]/Length 8>>\nstream\n1 0 0 rg\nendstream")
    body = "".join(f"{number} 0 obj\n{each}\nendobj\n" for number, each in enumerate(objects, 1))
    return f"%PDF-1.7\n{body}trailer\n<</Size {len(objects) + 1}/Root 1 0 R>>\n%%EOF".encode()


FORM_BOMB = _form_bomb()
