"""Checks an evidence file: python verify.py [evidence.zip]. Needs Python 3.8 or newer, no network, nothing else.

No file may have been changed, added or taken away since the manifest was written, and every quote must stand verbatim in
its report (Unicode code points, end exclusive). Compare the SHA-256 that it prints with the one that you were told.
"""

import hashlib
import json
import pathlib
import sys
import zipfile


def main() -> bool:
    """True if anything is wrong."""
    here = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else __file__)
    if zipfile.is_zipfile(here):
        with zipfile.ZipFile(here) as archive:
            files = {name: archive.read(name) for name in archive.namelist()}
    else:
        root = here if here.is_dir() else here.resolve().parent
        files = {p.relative_to(root).as_posix(): p.read_bytes() for p in root.rglob("*") if p.is_file()}
    manifest = files.pop("manifest.json")
    hashes = json.loads(manifest)["files"]
    faults = [f"{name}: not in the manifest" for name in files.keys() - hashes.keys()]
    faults += [f"{name}: missing" for name in hashes.keys() - files.keys()]
    for name in hashes.keys() & files.keys():
        if hashlib.sha256(files[name]).hexdigest() != hashes[name]:
            faults.append(f"{name}: changed")
    quotes = json.loads(files.get("quotes.json", b"[]"))
    for quote in quotes:
        text = files.get(quote["file"], b"").decode("utf-8")
        if text[quote["start"] : quote["end"]] != quote["quote"]:
            faults.append(f"{quote['file']}: {quote['quote']!r} does not stand at {quote['start']}")
    print("\n".join(sorted(faults)) or f"sound: {len(files)} files unchanged, {len(quotes)} quotes verbatim")
    print("manifest sha256:", hashlib.sha256(manifest).hexdigest())
    return bool(faults)


sys.exit(main())
