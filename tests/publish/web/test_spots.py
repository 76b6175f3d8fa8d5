"""Hot spots in a web edition."""

from __future__ import annotations

from pathlib import Path

from PIL import Image

from explorer.publish.web.folder import new_folder
from explorer.publish.web.spots import MOST_PX, write_spot_pictures
from explorer.publish.web.words import Links, article
from tests.park.test_spots import MORE, SIGN, park_with


def test_the_text_of_a_zone_has_them_with_picture_and_link(tmp_path: Path) -> None:
    park = park_with(tmp_path, SIGN, MORE)
    Image.new("RGB", (3000, 1000)).save(next(iter(park.spot_files.values())))
    with new_folder(tmp_path / "out") as folder:
        write_spot_pictures(park, folder)
    words = article(park, park.zones["mill"], "en", 3, Links(pictures="pictures/"))
    assert 'src="pictures/spot-mill-sign.jpg"' in words and "Old." in words
    assert '<div id="spot-sign" tabindex="-1">' in words, "where its pin leads"
    assert 'href="https://kessler.example/pumps"' in words
    with Image.open(tmp_path / "out/pictures/spot-mill-sign.jpg") as picture:
        assert max(picture.size) == MOST_PX
    assert "spot-" not in article(park, park.zones["barn"], "en")
