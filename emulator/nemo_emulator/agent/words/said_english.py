"""What people say in everyday English: of pictures, of movement, of music, of time."""

from nemo_emulator.agent.words.row import Row, joined

_ONES = "one, photo, pic, picture, image, shot, slide, clip"
_PLURAL = "pictures, photos, pics, images, shots, slides"
_NEIGHBOUR = "it, " + joined("_, the", "old, previous, last, other, current", _ONES + ", _")
_BLURRED = joined(
    "_, a",
    "blurry, blurred, blurred out, fuzzy, out of focus, soft",
    "version, copy",
    "of",
    """it, itself, them, themselves, the same thing, the photo, the pic, the picture, the image,
    the same photo, the same picture, the same image, each photo, each picture, the photos,
    the pictures, the shot, the clip""",
)
_FILTER = joined("_, the, that, this", "filter, filters, colour filter, color filter")

ROWS = (
    Row(
        "texture",
        ("vignette", 0.4),
        joined(
            "darken, darker, dim, shade, shadow",
            "_, the, all the, those",
            "corners, edges, borders",
            "_, of the picture, of the pictures, of the photos, of every photo, of the frame",
        )
        + """, corners darker, edges darker, corners darkened, edges darkened, corners dark,
        darker around the edges, dark around the edges, darker at the edges,
        darker towards the edges, darker in the corners, darkness around the edges""",
    ),
    Row(
        "style",
        "pixelize",
        "pixelly, pixely, pixel effect, pixellated, blocky pixels, pixel style, pixelated effect",
    ),
    Row("style", "zoom-in", "zoomy, zoomy transition, zoomy transitions, whoosh zoom"),
    Row(
        "style",
        "fade",
        """blends, soft blend, soft blends, gentle blend, gentle blends, blend into each other,
        blend into one another, melt into each other, melt into one another, melts,
        blend softly into each other, soft dissolve, soft dissolves, gentle dissolve""",
    ),
    Row("style", "fade-black", "black fades, blackout between, fades through black between"),
    Row("style", "slide-up", "slide up from the bottom, slides up from the bottom"),
    Row(
        "style",
        "slide-left",
        joined(
            "push, pushes, shove, shoves, shoved, pushed",
            f"_, {_NEIGHBOUR}",
            "off to the left, out to the left, away to the left",
        )
        + ", push in from the right, pushes in from the right, slide in one after another",
    ),
    Row(
        "style",
        "slide-right",
        joined("push, pushes, shove, shoves, shoved, pushed", "off, out", "to the right")
        + ", push in from the left, pushes in from the left",
    ),
    Row(
        "style",
        "wipe-right",
        joined("wipe, wipes, wiping", "from left to right, left to right, over from the left"),
    ),
    Row("style", "wipe-left", joined("wipe, wipes, wiping", "from right to left, right to left")),
    Row(
        "style",
        "cover-down",
        joined(
            "drop, drops, come, comes", "down over", f"the old one, {_NEIGHBOUR}", "from above, _"
        ),
    ),
    Row("style", "circle-close", "iris closing, closing iris, closing circle, circle that closes"),
    Row(
        "style",
        "radial",
        "like the hand of a clock, like a clock hand, clock style, sweep like a clock",
    ),
    Row(
        "motion",
        "zoom-in",
        joined(
            "creep, creeps, creeping, inch, get, move, drift, push, edge",
            "_, slowly, gently, gradually",
            "in closer, closer in, closer, nearer, in close, in slowly, closer into",
            "_, slowly, gently, gradually",
        )
        + """, creep in, creeps in, creeping in, slowly creep in, slowly come near, come near,
            come closer, come nearer, tighten in, zoomin, slow push, slow creep, go in closer""",
    ),
    Row("motion", "zoom-out", "pull away, pull back slowly, slowly pull back, pulling back"),
    Row("motion", "pan-up", "camera go upwards, camera goes upwards, move upwards, tilt upwards"),
    Row(
        "motion",
        "still",
        joined(
            "stop, no more, kill, lose, without, turn off",
            f"_, the, all the, {joined('the, my, those', _PLURAL)}",
            "zooming, drifting, panning, drifting about, drifting around, moving about",
        )
        + ", "
        + joined(
            "stop",
            joined("the, my, those", _PLURAL),
            "from, _",
            """drifting, moving, zooming, panning, drifting about, drifting around, moving about,
            moving around""",
        )
        + """, lock off, locked off, stay put, stays put, no move on, nothing moves, keep it still,
        shouldn't move at all, shouldn't move, not move at all, stay completely still,
        hold it still, stays still, perfectly still, moves at all""",
    ),
    Row(
        "motion",
        "ken-burns",
        """drift and zoom, zoom and drift, drift in and out, glide and drift, drift and glide,
        documentary effect, documentary thing, documentary style, documentary look,
        slowly zoom and pan, zoom around, pan around, drift around, drift about, move a little,
        move a bit, drift and zoom around""",
    ),
    Row(
        "backdrop",
        "blur",
        _BLURRED + ", " + joined("a, _", "blurry, blurred", "bg, backdrop, fill, version, copy"),
    ),
    Row(
        "look",
        "none",
        joined(
            "drop, lose, ditch, scrap, take off, get rid of, remove, delete, turn off, kill, undo",
            _FILTER,
        )
        + ", "
        + joined("take, turn, switch", _FILTER, "off")
        + """, remove whatever filter, real colours, real colors, true colours, true colors,
        plain colours, plain colors, natural look""",
    ),
    Row(
        "look",
        "black-and-white",
        "in black and white, black white, in black & white, no colour at all, in monochrome",
    ),
    Row(
        "look",
        "sepia",
        """brown and old, old and brown, tint it brown, tinted brown, brown tint, brown tone,
        brownish tint, in sepia""",
    ),
    Row("look", "warm", "cosier, cozier, warmer tint, sunnier, cosier tones, cosy, toasty"),
    Row("look", "cool", "chilly, chilly blue, frosty, wintry, wintery, bluish tint, cooler tint"),
    Row("look", "dreamy", "hazy, soft hazy, fairytale, fairy tale, fairytale look, dream like"),
    Row("look", "noir", "detective film, detective movie, gangster film, in noir"),
    Row(
        "mood",
        "upbeat",
        """jolly, peppy, hype, merry, perky, jaunty, pumping, zippy, sunny music, party vibes,
        partyish, banging, high energy, rousing""",
    ),
    Row("mood", "calm", "calmer, mellower, gentler music, low key, low-key, slow and sweet"),
    Row("mood", "cinematic", "movie trailer, film trailer, trailer music, like a trailer, moody"),
    Row(
        "mood",
        "corporate",
        """office presentation music, business-y, businessy, company presentation music,
        serious business""",
    ),
    Row(
        "louder",
        None,
        """can't hear, cannot hear, can barely hear, can hardly hear, hard to hear, cant hear,
        barely hear, hardly hear, couldn't hear, could barely hear""",
        "听不清, 听不见, 听不到, 听不太清",
    ),
    Row("scale", 0.75, "a quarter shorter, a quarter less, 25 percent shorter"),
    Row("scale", 1.25, "a quarter longer, 25 percent longer"),
    Row("scale", 0.6667, "a third shorter, one third shorter"),
    Row("scale", 1.3333, "a third longer, one third longer"),
    Row("scale", 1.5, "half as long again, half again as long, one and a half times as long"),
    Row("scale", 2, "double the time, twice the time, twice as much time, double the time it is"),
    Row("time", 90_000, "a minute and a half, one and a half minutes, minute and a half"),
    Row("ord", -2, "one from the end, the next to last one"),
    Row(
        "cleared",
        None,
        joined(
            """bin, remove, delete, drop, lose, chuck, scrap, throw out, throw away, get rid of,
            ditch""",
            """everything else, all else, all the others, all the rest, the others, the rest,
            the other ones""",
        )
        + ", "
        + joined(
            "the rest, the others, everything else, all the rest, all the others",
            "can go, can all go, goes, out, is not needed, aren't needed, must go, should go",
        )
        + ", nothing else, forget the rest, forget the others, let the others go, no others",
    ),
    Row(
        "filler",
        None,
        joined(
            "look, looks, looking, is, are, feel, feels, too, bit, so, all, a bit",
            "washed out, static, so static, too static, a bit static, draggy",
        )
        + """, isn't so static, less static, driving me nuts, driving me mad, driving me crazy,
        full circle, sort of full circle, on my phone, on the phone, with the phone,
        with my phone, on phones, random question, gran reads slowly, reads slowly, read slowly,
        at random moments, got jumbled, got all jumbled, all jumbled, are jumbled,
        jumbled up, they're jumbled, tall photos, tall pics, tall pictures""",
    ),
    Row(
        "each",
        None,
        "every one of them, every last one, each of them, every one of the, each and every",
    ),
    Row("all", None, "the whole lot, all of it"),
    Row("set", None, "should say, should read, must say, must read, ought to say, ought to read"),
    Row(
        "remove",
        None,
        """kick out, boot out, weed out, cut out altogether, yank, yank out, get shut of,
        pull out of""",
    ),
    Row("shorter", None, "snappier, brisker"),
    Row("look_noun", None, "tint, tinge, hue"),
    Row(
        "sound",
        "all",
        "all audio, all the audio, all sound, all the sound, all sounds, all the sounds",
    ),
    Row("add", None, "jot down, scribble, emblazon"),
    Row("extend", 1, "stretch it, stretch it by that, stretch it out, stretch everything"),
    Row("fit", "stretch", "stretch it to fill, stretch it to fit, stretch them to fill"),
    Row("duplicate", None, "two times in a row, twice in a row, twice over, twice running"),
    Row("scale", 3, "three times as long, triple the length, triple the time"),
    Row("total", None, "final length, final duration, final runtime, final running time"),
    Row("orient", "9:16", "my phone screen, the phone screen, fit my phone, fits my phone"),
    Row("start_over", None, "wipe the timeline, wipe the slate, wipe the lot"),
    Row("redo", None, "un undo, redo what was undone"),
    Row("motion", "zoom-in", "slow zooms in, slow zoom ins, gentle zooms in"),
    Row("remove", None, "out with"),
    Row(
        "beat",
        None,
        joined(
            "line, sync, match",
            "the cuts, cuts, the changes, the pictures, the photos",
            "up with, up to",
            "the rhythm, the beat, the music, the song, the track",
            "of the track, of the song, of the music, _",
        ),
    ),
    Row(
        "filler",
        None,
        "the phone, my phone, my phone's, "
        + joined("they cover, it covers, covers, cover", "her face, his face, my face, our faces"),
    ),
    Row("shorten", -1, "tighten, tighten up"),
    Row("extend", 1, "pad it out, pad out, flesh it out"),
    Row("put", None, "squeeze"),
    Row(
        """video""",
        None,
        """the music video, this music video, that music video, reel of, showreel, an edit,
        a quick edit, a short edit""",
    ),
    Row(
        "transition",
        None,
        """the fades, the crossfades, the dissolves, those fades, the wipes, the cross fades,
        the blends, those blends, those crossfades, those dissolves, those wipes""",
    ),
    Row("box", None, "dark box, dark bar, dark background box, dark banner"),
    Row(
        "pic",
        "image",
        """family portrait, wedding portrait, group portrait, portrait ones, upright ones,
        tall ones, vertical ones, landscape ones""",
    ),
    Row("enter", None, "fade in gently, fade gently in, fades in gently, fade in softly"),
    Row(
        "mine",
        None,
        joined(
            "the, that, this, my, _",
            "song, music, track, tune, mp3, audio, file, recording, sound file, audio file",
            "i, i've, i have",
            "_, just",
            "uploaded, sent, sent you, added, dropped in, gave you, attached",
        ),
    ),
    Row(
        "beat",
        None,
        joined(
            "in time, in step, in sync, in rhythm, together, along",
            "with, to",
            """the music, the song, the track, the tune, the rhythm, its rhythm, its beat,
            rhythm of the song, the rhythm of the song, the rhythm of the music,
            the beat of the song, the drums""",
        )
        + ", "
        + joined(
            "on, to, with",
            "the, its",
            "beat, rhythm",
            "of the song, of the music, of the track, _",
        )
        + ", "
        + joined(
            "cut, cut it, cut them, change, switch, flip",
            "to, on, with, in time with",
            "the rhythm, the beat",
            "of the song, of the music, of the track, _",
        )
        + ", "
        + joined(
            "line up, sync, match, time",
            "the cuts, cuts, the changes, the switches",
            "up, _",
            "with, to",
            "the song, the music, the track, the tune, its rhythm, its beat, the rhythm",
        ),
    ),
    Row(
        "undo",
        None,
        joined(
            "reverse, revert, undo, scrap, cancel",
            "that, the, my, this",
            "last, previous, latest",
            "change, edit, step, thing",
        ),
    ),
    Row(
        "redo",
        None,
        joined(
            "bring back, restore, put back, redo, reapply",
            "the change, what, the step, the last change, the edit",
            "_, that",
            "i, we, you",
            "_, just",
            "undid, reverted, took back, had undone",
        ),
    ),
    Row(
        "filler",
        None,
        joined("forget, forget about", "that, the, this", "music, song, track, tune"),
    ),
    Row(
        "music",
        None,
        """melodies, soundtracks, the music, the song, the tune, the track, that song, that tune,
        that music, that track, that melody, this song, this music, this track""",
    ),
)
