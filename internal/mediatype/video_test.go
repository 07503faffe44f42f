package mediatype_test

import (
	"encoding/binary"
	"strings"
	"testing"

	"github.com/wecom-community/terraform-provider-wecom/internal/mediatype"
)

// aBox is a box of MP4 with its content.
func aBox(name string, content ...string) string {
	all := strings.Join(content, "")

	return string(binary.BigEndian.AppendUint32(nil, uint32(8+len(all)))) + name + all
}

// aTrack is a track of a kind.
func aTrack(kind string) string {
	return aBox("trak", aBox("tkhd", "...."), aBox("mdia", aBox("mdhd", "...."), aBox("hdlr", "\x00\x00\x00\x00\x00\x00\x00\x00"+kind+"\x00\x00\x00\x00")))
}

func ftyp(brands ...string) string {
	return aBox("ftyp", brands[0], "\x00\x00\x02\x00", strings.Join(brands[1:], ""))
}

// anMP4 is a film that a player would open.
func anMP4(brands ...string) string {
	return ftyp(brands...) + aBox("moov", aBox("mvhd", "...."), aTrack("soun"), aTrack("vide")) + aBox("mdat", "some film")
}

func TestVideo_whatPlays(t *testing.T) {
	t.Parallel()

	index, film := aBox("moov", aTrack("vide")), aBox("mdat", "some film")
	long := "\x00\x00\x00\x01mdat" + string(binary.BigEndian.AppendUint64(nil, 16+9)) + "some film"
	open := "\x00\x00\x00\x00mdatsome film to the end"

	for name, content := range map[string]string{
		"the usual one":           anMP4("isom", "isom", "iso2", "avc1", "mp41"),
		"of a camera":             anMP4("mp42", "mp42", "isom"),
		"by another name":         anMP4("abcd", "isom"),
		"of an old phone":         anMP4("3gp4", "3gp4", "isom"),
		"the index last":          ftyp("isom", "isom") + film + index,
		"with gaps":               ftyp("isom") + aBox("free") + index + aBox("free", "....") + film,
		"a length of 64 bits":     ftyp("isom") + index + long,
		"to the end of the file":  ftyp("isom") + index + open,
		"in fragments":            ftyp("iso5") + index + aBox("moof", "....") + film + aBox("moof", "....") + film,
		"with zero bytes behind":  anMP4("isom") + "\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00",
		"with something behind":   anMP4("isom") + "SEFT of a phone, and no box",
		"with three bytes behind": anMP4("isom") + "abc",
	} {
		if err := mediatype.Video(strings.NewReader(content), int64(len(content))); err != nil {
			t.Errorf("%s: %s", name, err)
		}
	}
}

func TestVideo_whatIsRefusedByName(t *testing.T) {
	t.Parallel()

	whole := anMP4("isom", "isom", "mp42")
	index := aBox("moov", aTrack("vide"))

	for name, row := range map[string]struct{ content, want string }{
		"QuickTime":            {anMP4("qt  ", "qt  "), `QuickTime film (brand "qt")`},
		"older QuickTime":      {index + aBox("mdat", "film"), "QuickTime film"},
		"HEIC":                 {anMP4("heic", "mif1", "heic", "isom"), "a HEIC picture"},
		"HEIF":                 {anMP4("mif1", "heic"), "a HEIC picture"},
		"AVIF":                 {anMP4("avif", "mif1", "miaf"), "an AVIF picture"},
		"moving AVIF":          {anMP4("avis", "msf1", "iso8"), "an AVIF picture"},
		"M4A":                  {anMP4("M4A ", "isom", "mp42"), `audio (brand "M4A")`},
		"audio as MP4":         {ftyp("isom") + aBox("moov", aTrack("soun")) + aBox("mdat", "tune"), "audio only"},
		"pictures as MP4":      {ftyp("isom") + aBox("moov", aTrack("pict")) + aBox("mdat", "tune"), "pictures only"},
		"no track":             {ftyp("isom") + aBox("moov", aBox("mvhd", "....")) + aBox("mdat", "tune"), "without a video track"},
		"3GPP":                 {anMP4("3gp4", "3gp4"), "a 3GPP film"},
		"an unknown brand":     {anMP4("abcd", "efgh"), `a file of the brand "abcd"`},
		"only the first box":   {ftyp("isom", "isom"), "only the beginning of one"},
		"a length of two":      {"\x00\x00\x00\x02" + whole[4:], "a length that cannot be"},
		"cut in the first box": {whole[:12], "cut short"},
		"cut in the index":     {whole[:60], `its part "moov" goes on behind the end`},
		"cut in the film":      {whole[:len(whole)-2], `its part "mdat" goes on behind the end`},
		"cut before the film":  {whole[:len(whole)-17], "without a film"},
		"the index is missing": {ftyp("isom") + aBox("mdat", "film"), "without the index"},
		"an empty film":        {ftyp("isom") + index + aBox("mdat"), "without a film"},
		"a cut 64 bit length":  {ftyp("isom") + index + "\x00\x00\x00\x01mdat\x00\x00", "cut short"},
		"a huge length":        {ftyp("isom") + index + "\x00\x00\x00\x01mdat\xff\xff\xff\xff\xff\xff\xff\xffabc", "cut short"},
		"AVI":                  {"RIFF\x00\x00\x00\x00AVI LIST and more", "an AVI video"},
		"a page":               {"<!DOCTYPE html><html>not found</html>", "an HTML page"},
		"blanks":               {"      \n\n   ", "nothing but white space"},
		"zero bytes":           {strings.Repeat("\x00", 40), "nothing but zero bytes"},
	} {
		err := mediatype.Video(strings.NewReader(row.content), int64(len(row.content)))
		if err == nil || !strings.Contains(err.Error(), row.want) {
			t.Errorf("%s: got %v, want %q", name, err, row.want)
		}
	}
}

// Whatever a file holds, the look at it ends and does not panic.
func FuzzVideo(f *testing.F) {
	f.Add(anMP4("isom", "mp42"))
	f.Add("\x00\x00\x00\x01ftyp\xff\xff\xff\xff\xff\xff\xff\xffabc")
	f.Add(ftyp("isom") + "\x00\x00\x00\x08moov\x00\x00\x00\x01mdat\x7f\xff\xff\xff\xff\xff\xff\xff")

	f.Fuzz(func(_ *testing.T, content string) {
		_ = mediatype.Video(strings.NewReader(content), int64(len(content)))
		_, _ = mediatype.Picture(strings.NewReader(content), int64(len(content)))

		for _, name := range []string{"a.pdf", "a.docx", "a.zip", "a.mp4", "a.csv", "a.png"} {
			_, _ = mediatype.Mismatch(name, strings.NewReader(content), int64(len(content)))
		}
	})
}
