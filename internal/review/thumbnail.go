package review

import (
	"bytes"
	"image"
	"image/jpeg"
	_ "image/png" // the other kind of picture that WeCom takes

	"golang.org/x/image/draw"
)

// A phone shows no more of a picture than this many pixels across, and one of
// more than mostPixels may be made to fill the memory.
const (
	thumbnailWidth = 640
	mostPixels     = 100_000_000
)

// thumbnail is a picture as a page shows it, drawn anew: a page with nine
// pictures of 10 MB cannot be opened on a phone. kind is empty where it is
// none.
func thumbnail(raw []byte) (kind string, small []byte) {
	size, _, err := image.DecodeConfig(bytes.NewReader(raw))
	if err != nil || size.Width*size.Height > mostPixels || size.Width == 0 || size.Height == 0 {
		return "", nil
	}

	picture, _, err := image.Decode(bytes.NewReader(raw))
	if err != nil {
		return "", nil
	}

	width := min(size.Width, thumbnailWidth)
	height := max(1, size.Height*width/size.Width)
	drawn := image.NewRGBA(image.Rect(0, 0, width, height))

	// What can be seen through is white in WeCom.
	draw.Draw(drawn, drawn.Bounds(), image.White, image.Point{}, draw.Src)
	draw.ApproxBiLinear.Scale(drawn, drawn.Bounds(), picture, picture.Bounds(), draw.Over, nil)

	var out bytes.Buffer
	if err := jpeg.Encode(&out, drawn, &jpeg.Options{Quality: 80}); err != nil {
		return "", nil
	}

	return "image/jpeg", out.Bytes()
}
