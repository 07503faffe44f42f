package wecomsim_test

import (
	"bytes"
	"fmt"
	"image"
	"image/jpeg"
	"image/png"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecomsim"
)

const multipartType = "multipart/form-data; boundary=BOUNDARY"

// multipartBody writes a body by hand; the disposition follows "form-data; ".
func multipartBody(disposition string, content []byte) []byte {
	var body bytes.Buffer
	fmt.Fprintf(&body, "--BOUNDARY\r\nContent-Disposition: form-data; %s\r\nContent-Type: application/octet-stream\r\n\r\n", disposition)
	body.Write(content)
	body.WriteString("\r\n--BOUNDARY--\r\n")

	return body.Bytes()
}

func (c *client) upload(path, contentType string, body io.Reader) answer {
	c.t.Helper()

	request, err := http.NewRequest("POST", c.url+"/cgi-bin/media/"+path, body)
	if err != nil {
		c.t.Fatal(err)
	}

	query := request.URL.Query()
	query.Set("access_token", c.token)
	request.URL.RawQuery = query.Encode()
	request.Header.Set("Content-Type", contentType)

	response, err := c.http.Do(request)
	if err != nil {
		c.t.Fatal(err)
	}
	defer response.Body.Close()

	raw, err := io.ReadAll(response.Body)
	if err != nil {
		c.t.Fatal(err)
	}

	return parse(response.StatusCode, raw)
}

func (c *client) uploadFile(kind string, content []byte) answer {
	c.t.Helper()

	disposition := fmt.Sprintf(`name="media";filename="海报.bin"; filelength=%d`, len(content))

	return c.upload("upload?type="+kind, multipartType, bytes.NewReader(multipartBody(disposition, content)))
}

func pngImage() []byte {
	var buffer bytes.Buffer

	_ = png.Encode(&buffer, image.NewGray(image.Rect(0, 0, 2, 2)))

	return buffer.Bytes()
}

func jpegImage() []byte {
	var buffer bytes.Buffer

	_ = jpeg.Encode(&buffer, image.NewGray(image.Rect(0, 0, 2, 2)), nil)

	return buffer.Bytes()
}

// grown is the content with zeros up to n bytes.
func grown(content []byte, n int) []byte {
	return append(bytes.Clone(content), make([]byte, n-len(content))...)
}

func TestMediaUpload_bodies(t *testing.T) {
	c := newClient(t)
	file := []byte("hello, world")

	whole := func(disposition string) io.Reader { return bytes.NewReader(multipartBody(disposition, file)) }
	for _, test := range []struct {
		name, contentType string
		body              io.Reader
		code              int
	}{
		{"without filelength", multipartType, whole(`name="media"; filename="a.txt"`), 0},
		{"wrong filelength", multipartType, whole(`name="media"; filename="a.txt"; filelength=5`), 40006},
		{"filelength no number", multipartType, whole(`name="media"; filename="a.txt"; filelength=x`), 40058},
		{"another part name", multipartType, whole(`name="file"; filename="a.txt"`), 44001},
		{"without filename", multipartType, whole(`name="media"`), 44001},
		{"file name with slash in front", multipartType, whole(`name="media"; filename="/a.txt"`), 40058},
		{"file name with colon", multipartType, whole(`name="media"; filename="a:b.txt"`), 40058},
		{"content type without boundary", "multipart/form-data", whole(`name="media"; filename="a.txt"`), 44001},
		{"not multipart", "application/json", strings.NewReader("{}"), 44001},
		{"cut body", multipartType, bytes.NewReader(multipartBody(`name="media"; filename="a"`, file)[:100]), 44001},
		{"without Content-Length", multipartType, struct{ io.Reader }{whole(`name="media"; filename="a.txt"`)}, 44001},
	} {
		t.Run(test.name, func(t *testing.T) {
			c.wantCode(c.upload("upload?type=file", test.contentType, test.body), test.code)
		})
	}

	notes := c.sim.Requests("media/upload")[0].Notes
	if len(notes) != 1 || notes[0] != "part without filelength" {
		t.Errorf("notes %v", notes)
	}
}

func TestMedia_idsAreCheckedByTypeAndLife(t *testing.T) {
	c := newClient(t, wecomsim.WithUnknownMedia(false))
	picture := c.uploadFile("image", pngImage()).str("media_id")
	file := c.uploadFile("file", []byte("hello, world")).str("media_id")
	message := func(kind, id string) answer {
		return c.contact("add_msg_template", attached(fmt.Sprintf(`{"msgtype":%q,%q:{"media_id":%q}}`, kind, kind, id)))
	}
	cover := attached(fmt.Sprintf(`{"msgtype":"miniprogram","miniprogram":{"title":"t","pic_media_id":%q,"appid":"a","page":"p"}}`, file))

	c.wantCode(message("image", picture), 0)
	c.wantCode(message("file", file), 0)
	c.wantCode(message("image", file), 301015)
	c.wantCode(message("video", file), 301015)
	c.wantCode(c.contact("add_msg_template", cover), 301015)
	c.wantCode(message("image", "unknown"), 40007)
	c.sim.AdvanceClock(3*24*time.Hour - time.Second)
	c.token = c.getToken(wecomsim.DemoOtherSecret)
	own := strings.Replace(attached(fmt.Sprintf(`{"msgtype":"image","image":{"media_id":%q}}`, picture)), wecomsim.DemoCustomer, "woSIM0000000000000000000000005AA", 1)
	c.wantCode(c.contact("add_msg_template", own), 0)
	c.sim.AdvanceClock(time.Second)
	c.wantCode(c.contact("add_msg_template", own), 40007)

	if medium, known := c.sim.Medium(picture); !known || medium.Name != "海报.bin" || !bytes.Equal(medium.Content, pngImage()) {
		t.Errorf("medium %+v", medium)
	}
}

func TestUploadImage_data(t *testing.T) {
	c := newClient(t, wecomsim.WithUnknownMedia(false))
	upload := func(content []byte) answer {
		return c.upload("uploadimg", multipartType, bytes.NewReader(multipartBody(`name="any"; filename="a.png"`, content)))
	}
	url := upload(pngImage()).str("url")
	byURL := func(url string) answer {
		return c.contact("add_msg_template", attached(fmt.Sprintf(`{"msgtype":"image","image":{"pic_url":%q}}`, url)))
	}
	c.wantCode(byURL(url), 0)
	c.wantCode(byURL("https://elsewhere/0"), 40094)
	c.sim.AdvanceClock(400 * 24 * time.Hour)
	c.token = c.getToken(wecomsim.DemoSecret)
	c.wantCode(byURL(url), 0)
	c.wantCode(upload(grown(pngImage(), 2<<20)), 0)
	c.wantCode(upload(grown(pngImage(), 2<<20+1)), 40009)
	c.wantCode(upload([]byte("12345")), 40006)
	c.wantCode(upload([]byte("plain text")), 40004)
}

func TestRequestLog_uploadsAreKeptInPart(t *testing.T) {
	c := newClient(t)
	c.uploadFile("file", make([]byte, 1<<20))

	request := c.sim.Requests("media/upload")[0]
	if len(request.Body) != 4096 || request.BodySize < 1<<20 {
		t.Errorf("recorded %d of %d bytes", len(request.Body), request.BodySize)
	}
}
