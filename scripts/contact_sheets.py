"""Contact sheets: pictures in rows, those of version 0.2.0 beside those of now."""
import html
import pathlib
import tempfile

from pictures import page_pixels, png, read, run

COLUMNS = 2440
MARGIN, GAP, LABEL, HEADING = 20, 24, 20, 44
# As large as the pictures of the gallery.
HEIGHT, NARROW, WIDE = 360, 280, 480
GROUND = bytes([232, 236, 240])
COLOURS = 64


class Canvas:
    """A picture that others are put on, in red, green and blue."""

    def __init__(self, columns, pixels):
        self.columns, self.pixels = columns, bytearray(pixels)

    def put(self, part, frame):
        """Puts a picture in the middle of a frame; both have a width and rows."""
        x, y, width, height = frame
        rows = len(part.pixels) // (3 * part.columns)
        left, top = x + (width - part.columns) // 2, y + (height - rows) // 2
        for row in range(rows):
            start = 3 * ((top + row) * self.columns + left)
            self.pixels[start:start + 3 * part.columns] = part.row(row, 0, part.columns)

    def row(self, row, left, right):
        return self.pixels[3 * (row * self.columns + left):3 * (row * self.columns + right)]

    def part(self, frame):
        x, y, width, height = frame
        return Canvas(width, b"".join(self.row(row, x, x + width) for row in range(y, y + height)))

    def write(self, path):
        path.parent.mkdir(exist_ok=True)
        rows = len(self.pixels) // (3 * self.columns)
        path.write_bytes(png(self.columns, rows, bytes(self.pixels), COLOURS))


def loaded(path):
    return Canvas(*read(path))


def width(label):
    return NARROW if label.endswith("portrait") else WIDE


class Sheet:
    """The contact sheet of a language.

    `groups` are the headings with the names and labels of their pictures, `old` the names of those that have a
    picture of 0.2.0; `words` say which side is which, and that there is no picture.
    """

    def __init__(self, groups, old, words, before, compared):
        self.groups, self.old, self.words = groups, old, words
        self.before, self.compared = before, compared
        self.labels = dict(pair for _, pairs in groups for pair in pairs)

    def old_places(self):
        """The places of the pictures of 0.2.0 on a sheet of their own, and its height."""
        places, x, y = {}, 0, 0
        for name, label in self.labels.items():
            if name in self.old:
                if x + width(label) > COLUMNS:
                    x, y = 0, y + HEIGHT
                places[name] = (x, y, width(label), HEIGHT)
                x += width(label)
        return places, y + HEIGHT

    def places(self):
        """The places of headings, and of the two pictures of each name, and the height of the sheet."""
        headings, pairs, y = [], {}, MARGIN + HEADING
        for heading, names in self.groups:
            headings.append((heading, y))
            x, y = MARGIN, y + HEADING
            for name, label in names:
                side = width(label)
                if x + 2 * side > COLUMNS - MARGIN:
                    x, y = MARGIN, y + LABEL + HEIGHT + GAP
                top = y + LABEL
                pairs[name] = ((x, top, side, HEIGHT), (x + side + 4, top, side, HEIGHT))
                x += 2 * side + 4 + GAP
            y += LABEL + HEIGHT + GAP
        return headings, pairs, y

    def draw_before(self, pictures):
        """Draws the sheet of 0.2.0 from a folder of its pictures."""
        places, rows = self.old_places()
        canvas = Canvas(COLUMNS, GROUND * (COLUMNS * rows))
        for name, place in places.items():
            canvas.put(loaded(pictures / f"{name}.png"), place)
        canvas.write(self.before)

    def draw(self, pictures):
        """Draws the sheet from that of 0.2.0 and a folder of the pictures of now."""
        _, pairs, _ = self.places()
        canvas = self.labelled()
        old, (old_places, _) = loaded(self.before), self.old_places()
        for name, (left, right) in pairs.items():
            if name in old_places:
                canvas.put(old.part(old_places[name]), left)
            canvas.put(loaded(pictures / f"{name}.png"), right)
        canvas.write(self.compared)

    def differences(self, pictures):
        """What of the sheet is not as the pictures of now are."""
        if not self.compared.exists():
            return [f"{self.compared} is missing"]
        sheet, wrong = loaded(self.compared), []
        for name, (_, right) in self.places()[1].items():
            picture = loaded(pictures / f"{name}.png")
            rows = len(picture.pixels) // (3 * picture.columns)
            x, y = right[0] + (right[2] - picture.columns) // 2, right[1] + (HEIGHT - rows) // 2
            shown = sheet.part((x, y, picture.columns, rows)).pixels
            mean = sum(abs(a - b) for a, b in zip(shown, picture.pixels)) / len(shown)
            # Fewer colours are that far off.
            if mean > 3:
                wrong.append(f"{self.compared.name} shows another {name} (off by {mean:.1f} of 255 on average)")
        return wrong

    def labelled(self):
        """The sheet with its words only, which Chromium sets."""
        headings, pairs, rows = self.places()
        sides, none = self.words

        def text(kind, words, x, y, wide):
            return (f'<div class="{kind}" style="left: {x}px; top: {y}px; width: {wide}px">'
                    f"{html.escape(words)}</div>")

        parts = [text("heading", sides, MARGIN, MARGIN, COLUMNS - 2 * MARGIN)]
        parts += [text("heading", heading, MARGIN, y + 12, COLUMNS - 2 * MARGIN) for heading, y in headings]
        for name, (left, right) in pairs.items():
            parts.append(text("label", self.labels[name], left[0], left[1] - LABEL, 2 * left[2]))
            if name not in self.old:
                parts.append(text("label none", none, left[0], left[1] + HEIGHT // 2 - 8, left[2]))
        page = f"""<!DOCTYPE html><meta charset="utf-8"><style>
@page {{ size: {COLUMNS}px {rows}px; margin: 0 }}
body {{ margin: 0; font-family: sans-serif; background: rgb{tuple(GROUND)}; print-color-adjust: exact;
  height: {rows - 1}px; color: #24292f }}
div {{ position: absolute; white-space: nowrap }}
.heading {{ font: bold 20px/24px sans-serif }}
.label {{ font: 13px/16px sans-serif }}
.none {{ text-align: center; color: #6e7781 }}
</style>{''.join(parts)}"""
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder, "sheet.html")
            path.write_text(page, "utf-8")
            run("chromium-headless-shell", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer",
                f"--user-data-dir={folder}/profile", f"--print-to-pdf={folder}/sheet.pdf", path.as_uri())
            return Canvas(COLUMNS, page_pixels(f"{folder}/sheet.pdf", COLUMNS, rows))
