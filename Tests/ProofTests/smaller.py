"""Makes a code's picture smaller, as picture programs do: smaller.py trim|shave|resize PICTURE

Takes and writes a PNG with one bit of grey a pixel; the printed size stays in it.
"""
import struct
import sys
import zlib


def chunks(data):
    position = 8
    while position < len(data):
        length, kind = struct.unpack(">I4s", data[position:position + 8])
        yield kind, data[position + 8:position + 8 + length]
        position += 12 + length


def main(change, path):
    with open(path, "rb") as file:
        parts = list(chunks(file.read()))
    side = struct.unpack(">I", dict(parts)[b"IHDR"][:4])[0]
    packed = zlib.decompress(b"".join(data for kind, data in parts if kind == b"IDAT"))
    stride = 1 + (side + 7) // 8
    rows = [[packed[row * stride + 1 + column // 8] >> 7 - column % 8 & 1 for column in range(side)]
            for row in range(side)]
    ink = [row for row in range(side) if 0 in rows[row]]
    if change == "trim":
        places = range(ink[0], ink[-1] + 1)
    elif change == "shave":
        places = range(8, side - 8)
    else:
        places = [number * side // 100 for number in range(100)]
    lines = b""
    for row in places:
        bits = [rows[row][column] for column in places]
        bits += [0] * (-len(bits) % 8)
        lines += b"\0" + bytes(
            int("".join(map(str, bits[start:start + 8])), 2) for start in range(0, len(bits), 8))
    header = struct.pack(">II", len(places), len(places)) + dict(parts)[b"IHDR"][8:]

    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    with open(path, "wb") as file:
        file.write(
            b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"pHYs", dict(parts)[b"pHYs"])
            + chunk(b"IDAT", zlib.compress(lines)) + chunk(b"IEND", b""))


main(*sys.argv[1:])
