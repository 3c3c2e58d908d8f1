"""The small network with which the service's tests try several heads."""

from tiny_garment_network import FILE, build


def test_committed_file_is_what_its_script_makes() -> None:
    assert FILE.read_bytes() == build().SerializeToString()
