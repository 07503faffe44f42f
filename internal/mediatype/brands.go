package mediatype

import (
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
)

// brands are the names of the formats that a file says it has: the one it was
// made as, and those that it can be read as.
func (b box) brands(r io.ReaderAt) (major string, compatible []string) {
	const most = 1 << 10

	raw := b.content(r, 0, most)
	if len(raw) < 4 {
		return "", nil
	}

	major = string(raw[:4])

	// After the first one comes its version.
	for at := 8; at+4 <= len(raw); at += 4 {
		compatible = append(compatible, string(raw[at:at+4]))
	}

	return major, compatible
}

// checkBrands says what a file is that is made of the boxes of MP4 and is none.
func checkBrands(major string, compatible []string) error {
	if words := otherBrand(major); words != "" {
		return notMP4(fmt.Sprintf("%s (brand %q)", words, strings.TrimRight(major, " ")))
	}

	if isVideoBrand(major) || slices.ContainsFunc(compatible, isVideoBrand) {
		return nil
	}

	if strings.HasPrefix(major, "3g") {
		return notMP4(fmt.Sprintf("a 3GPP film (brand %q)", major))
	}

	return notMP4("a file of the brand " + strconv.Quote(strings.TrimRight(major, " ")) + ", which is none of MP4")
}

// otherBrand is what a file of this brand is, or "" for MP4 and what may be.
func otherBrand(brand string) string {
	for words, brands := range map[string][]string{
		"a QuickTime film":        {"qt  ", "mqt "},
		"a HEIC picture":          {"heic", "heix", "heim", "heis", "hevc", "hevx", "hevm", "hevs", "mif1", "mif2", "msf1", "avci", "avcs", "miaf"},
		"an AVIF picture":         {"avif", "avis", "avio"},
		"a JPEG 2000 picture":     {"jp2 ", "jpx ", "jpm ", "jxl "},
		"a picture of a camera":   {"crx "},
		"audio":                   {"M4A ", "M4B ", "M4P ", "F4A ", "F4B ", "NDAS", "aax ", "aaxc"},
		"a Motion JPEG 2000 film": {"mjp2", "mj2s"},
	} {
		if slices.Contains(brands, brand) {
			return words
		}
	}

	return ""
}

// isVideoBrand reports whether a brand is one of MP4 with video.
func isVideoBrand(brand string) bool {
	return slices.Contains([]string{
		"isom", "iso2", "iso3", "iso4", "iso5", "iso6", "iso7", "iso8", "iso9", "isoa", "isob", "isoc",
		"mp41", "mp42", "mp71", "avc1", "hvc1", "hev1", "av01", "dash", "cmfc", "cmf2", "MSNV", "XAVC",
		"M4V ", "M4VH", "M4VP", "F4V ", "f4v ", "mmp4", "piff", "msdh",
		"NDSC", "NDSH", "NDSM", "NDSP", "NDSS", "NDXC", "NDXH", "NDXM", "NDXP", "NDXS",
	}, brand)
}
