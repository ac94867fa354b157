"""Small pictures with few colours: drawn from PDFs, written as PNG, and read again."""
import pathlib
import struct
import subprocess
import sys
import tempfile
import zlib

LEVELS = bytes(255 if level >= 250 else level + 2 & 252 for level in range(256))


def run(*command, **options):
    """What a program prints; ends with its message when it fails."""
    result = subprocess.run([str(part) for part in command], capture_output=True, text=True, **options)
    if result.returncode != 0:
        sys.exit(f"{command[0]}: {result.stdout}{result.stderr}")
    return result.stdout


def page_pixels(pdf, columns, rows):
    """The first page of a PDF in red, green and blue."""
    with tempfile.TemporaryDirectory() as folder:
        run("pdftoppm", "-singlefile", "-scale-to-x", columns, "-scale-to-y", rows, pdf, f"{folder}/page")
        return pathlib.Path(f"{folder}/page.ppm").read_bytes().split(b"\n", 3)[3]


def halved(pixels, columns, rows):
    """Every two by two pixels as one: equal ones as they are, such as a design's ground, and mixtures in steps of
    four of each colour."""
    wide = columns * 6
    result = bytearray(columns * rows * 3)
    for channel in range(3):
        values = bytearray()
        for row in range(rows):
            first = pixels[2 * row * wide:(2 * row + 1) * wide]
            second = pixels[(2 * row + 1) * wide:(2 * row + 2) * wide]
            values += bytes(
                a if a == b == c == d else LEVELS[(a + b + c + d) // 4] for a, b, c, d in zip(
                    first[channel::6], first[channel + 3::6], second[channel::6],
                    second[channel + 3::6]))
        result[channel::3] = values
    return bytes(result)


# MARK: A picture with few colours

def palette(pixels, limit=24):
    """Colours that stand for all: the most frequent ones as they are, such as a design's ground, and the rest by
    cutting the box of their colours in two at the middle, again and again."""
    counts = {}
    for start in range(0, len(pixels), 3):
        colour = pixels[start:start + 3]
        counts[colour] = counts.get(colour, 0) + 1

    def judged(box):
        size, axis = max((max(c[i] for c in box) - min(c[i] for c in box), i) for i in range(3))
        return size * sum(counts[c] for c in box) ** 0.25, box, size, axis

    exact = [c for c in sorted(counts, key=lambda c: (-counts[c], c))[:limit // 2] if counts[c] > len(pixels) / 300]
    rest = sorted(counts.keys() - set(exact))
    boxes = [judged([colour]) for colour in exact] + ([judged(rest)] if rest else [])
    while len(boxes) < limit:
        widest = max(boxes)
        _, box, size, axis = widest
        if size == 0:
            break
        boxes.remove(widest)
        box.sort(key=lambda colour: (colour[axis], colour))
        middle = (box[0][axis] + box[-1][axis]) / 2
        cut = next(i for i, colour in enumerate(box) if colour[axis] > middle)
        boxes += [judged(box[:cut]), judged(box[cut:])]
    chosen, index = [], {}
    for number, (_, box, _, _) in enumerate(boxes):
        chosen.append(max(box, key=lambda colour: (counts[colour], colour)))
        for colour in box:
            index[colour] = number
    return chosen, index


def png(columns, rows, pixels, limit=24):
    chosen, index = palette(pixels, limit)
    depth = 4 if len(chosen) <= 16 else 8
    lines = bytearray()
    for row in range(rows):
        lines.append(0)
        start = row * columns * 3
        numbers = [index[pixels[i:i + 3]] for i in range(start, start + columns * 3, 3)]
        if depth == 4:
            numbers += [0] * (len(numbers) % 2)
            numbers = [a << 4 | b for a, b in zip(numbers[::2], numbers[1::2])]
        lines += bytes(numbers)

    def chunk(kind, data):
        body = kind + data
        return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))

    header = struct.pack(">IIBBBBB", columns, rows, depth, 3, 0, 0, 0)
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"PLTE", b"".join(chosen))
            + chunk(b"IDAT", zlib.compress(bytes(lines), 9)) + chunk(b"IEND", b""))


def read(picture):
    """The width of one of our own pictures, and its pixels."""
    data, position, found = picture.read_bytes(), 8, {}
    while position < len(data):
        length, kind = struct.unpack(">I4s", data[position:position + 8])
        found[kind] = data[position + 8:position + 8 + length]
        position += 12 + length
    columns, rows, depth = struct.unpack(">IIB", found[b"IHDR"][:9])
    colours = [found[b"PLTE"][i:i + 3] for i in range(0, len(found[b"PLTE"]), 3)]
    lines, pixels = zlib.decompress(found[b"IDAT"]), bytearray()
    stride = 1 + (columns * depth + 7) // 8
    for row in range(rows):
        numbers = lines[row * stride + 1:(row + 1) * stride]
        if depth == 4:
            numbers = [number for byte in numbers for number in (byte >> 4, byte & 15)][:columns]
        pixels += b"".join(colours[number] for number in numbers)
    return columns, bytes(pixels)
