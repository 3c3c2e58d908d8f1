"""A page in a real browser sends a photo straight to the store, by a presigned address."""

import base64
import functools
import json
import shutil
import subprocess
import threading
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from conftest import serve
from object_store import run_object_store

BUCKET = "curator"
SAMPLE = Path(__file__).parents[2] / "samples" / "shirt-pale-blue.jpg"
PAGE = """<!doctype html><title>waiting</title><script>
const content = Uint8Array.from(atob(%(photo)s), (letter) => letter.charCodeAt(0));
const send = (type) => fetch(%(url)s, { method: "PUT", headers: { "Content-Type": type }, body: content })
  .then((answer) => answer.status, (error) => String(error));
(async () => {
  document.title = "sent " + await send("image/png") + " " + await send("image/jpeg");
})();
</script>"""


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        pass


def test_page_sends_a_photo_by_presigned_put(tmp_path: Path):
    site = tmp_path / "site"
    site.mkdir()
    chromium = next(path for name in ("chromium", "chromium-browser", "google-chrome") if (path := shutil.which(name)))
    pages = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_Quiet, directory=site))
    threading.Thread(target=pages.serve_forever, daemon=True).start()
    origin = f"http://127.0.0.1:{pages.server_port}"
    photo = SAMPLE.read_bytes()
    with run_object_store(tmp_path / "s3") as server, pytest.MonkeyPatch.context() as patch:
        server.make_bucket(BUCKET)
        server.let_pages_send(BUCKET, origin)
        for name, value in server.settings(BUCKET).items():
            patch.setenv(name, value)
        for service in serve(tmp_path / "data"):
            someone = service.join()
            wish = {"filename": "a.jpg", "content_type": "image/jpeg", "size": len(photo)}
            address = someone.http.post("/generate-presigned-url", json=wish).json()
            told = {"photo": json.dumps(base64.b64encode(photo).decode()), "url": json.dumps(address["url"])}
            (site / "index.html").write_text(PAGE % told)
            seen = subprocess.run(
                [
                    *(
                        chromium,
                        "--headless",
                        "--no-sandbox",
                        "--disable-gpu",
                        f"--user-data-dir={tmp_path / 'profile'}",
                    ),
                    *("--virtual-time-budget=60000", "--dump-dom", f"{origin}/"),
                ],
                capture_output=True,
                text=True,
                timeout=100,
                check=True,
            ).stdout
            # A wrong type is refused without the headers that would show the page more.
            assert "<title>sent 403 200</title>" in seen or "<title>sent TypeError: Failed to fetch 200</title>" in seen
            claimed = someone.http.post("/v1/items/from-uploads", json={"upload_keys": [address["key"]]})
            assert claimed.status_code == 201, claimed.text
    pages.shutdown()
