"""The spreadsheet of the site that is measured, and one changed row in it."""
import csv


def write_rows(path, count):
    with open(path, "w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(["sku", "name", "price", "channel"])
        for n in range(count):
            price = f"{n % 9000 // 100 + 1}.{n % 100:02d}"
            writer.writerow([f"P{n:07d}", f"Product number {n}", price, f"shop-{n % 97}-{n:07d}"])


class changed_row:
    """The spreadsheet with another name in its middle row, for a while."""

    def __init__(self, path, number):
        self.path, self.text = path, path.read_text("utf-8")
        lines = self.text.split("\n")
        middle = len(lines) // 2
        lines[middle] = lines[middle].replace("Product number", f"Product of round {number},"[:-1])
        self.changed = "\n".join(lines)

    def __enter__(self):
        self.path.write_text(self.changed, "utf-8")

    def __exit__(self, *_):
        self.path.write_text(self.text, "utf-8")
