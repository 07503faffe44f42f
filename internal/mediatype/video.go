package mediatype

import (
	"errors"
	"fmt"
	"io"
	"slices"
)

// Video says why a file is no MP4 that a player can play, or nil: a brand of
// video, the index of the film (moov) with a track of video, and the film
// (mdat), all of it to its end. What is encoded in the track is not judged.
//
// The boxes are read here and not by a library: a length and a name for each is
// all that is needed, and what a library of MP4 is for comes after it.
func Video(r io.ReaderAt, size int64) error {
	start, err := head(r, size)
	if err != nil {
		return err
	}

	first, err := readBox(r, 0, size)

	switch {
	case err == nil && first.name != "ftyp" && isOldQuickTime(first.name):
		return notMP4("a QuickTime film")
	case first.name != "ftyp":
		return notMP4(kindOf(start))
	case errors.Is(err, errCutShort):
		return errors.New("its content begins as MP4 and ends in its first box: the file was cut short")
	case err != nil:
		return errors.New("its content begins as MP4, and its first box has a length that cannot be: the file is damaged")
	}

	if err := checkBrands(first.brands(r)); err != nil {
		return err
	}

	return checkFilm(r, size)
}

func notMP4(words string) error {
	return fmt.Errorf("its content is not MP4: it is %s", words)
}

// isOldQuickTime reports whether QuickTime before the time of brands begins
// with this box.
func isOldQuickTime(name string) bool {
	return slices.Contains([]string{"moov", "mdat", "wide", "pnot"}, name)
}

// checkFilm checks the boxes that a player needs.
func checkFilm(r io.ReaderAt, size int64) error {
	all, err := boxesIn(r, 0, size)

	var index, film bool

	for i, b := range all {
		if errors.Is(err, errCutShort) && i == len(all)-1 {
			// Behind a film with its index other programs leave what they like.
			if index && film && !slices.Contains([]string{"moof", "mdat", "moov"}, b.name) {
				break
			}

			return fmt.Errorf("it is an MP4 that was cut short: its part %q goes on behind the end of the file. Copy or download it again", b.name)
		}

		switch b.name {
		case "moov":
			index = true

			if err := checkTracks(r, b); err != nil {
				return err
			}
		case "mdat":
			film = film || b.end > b.start
		}
	}

	switch {
	case !index && !film:
		return errors.New("it is an MP4 without a film (mdat) and without its index (moov): only the beginning of one, cut short")
	case !index:
		return errors.New("it is an MP4 without the index of the film (moov), so no player can play it: a recording or a copy that was cut short")
	case !film:
		return errors.New("it is an MP4 without a film (mdat): only the index is there, and the file was cut short")
	default:
		return nil
	}
}

// checkTracks checks that an index has a track of video.
func checkTracks(r io.ReaderAt, index box) error {
	var kinds []string

	for _, track := range index.inside(r, "trak") {
		for _, media := range track.inside(r, "mdia") {
			for _, handler := range media.inside(r, "hdlr") {
				// The version, the flags and a reserved number come first.
				kinds = append(kinds, string(handler.content(r, 8, 4)))
			}
		}
	}

	switch {
	case slices.Contains(kinds, "vide"):
		return nil
	case slices.Contains(kinds, "soun"):
		return errors.New("it is an MP4 with audio only: it has no video track")
	case slices.Contains(kinds, "pict"):
		return errors.New("it is an MP4 with pictures only: it has no video track")
	default:
		return errors.New("it is an MP4 without a video track")
	}
}
