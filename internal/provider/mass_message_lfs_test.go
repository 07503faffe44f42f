package provider_test

import "testing"

// The pointer that Git LFS leaves in the place of a file, and an old one.
const (
	lfsPointer    = "version https://git-lfs.github.com/spec/v1\noid sha256:4d7a214614ab2935c943f9e0ff69d22eadbb8f32b1258daaa5e2ca24d17e2393\nsize 48211\n"
	oldLFSPointer = "version http://git-media.io/v/2\noid sha256:4d7a214614ab2935c943f9e0ff69d22eadbb8f32b1258daaa5e2ca24d17e2393\nsize 48211\n"
)

// What file() gives of a file that nobody has fetched is refused wherever a
// text stands, and a message that was sent stays as it is.
func TestMassMessage_aPointerOfGitLFSIsNoText(t *testing.T) {
	said := func(content string) object { return with(hello(), object{"text": object{"content": content}}) }
	words := []string{"Git LFS pointer", "git lfs pull"}

	for name, test := range map[string]struct {
		before, after object
		path          string
	}{
		"text":             {said("你好"), said(lfsPointer), "text.content"},
		"with CRLF":        {said("你好"), said("\ufeffversion https://git-lfs.github.com/spec/v1\r\noid sha256:4d7a\r\nsize 4\r\n"), "text.content"},
		"an old pointer":   {said("你好"), said(oldLFSPointer), "text.content"},
		"amid other words": {said("你好"), said("version 2：\n" + lfsPointer + "再见"), "text.content"},
		"title":            {attached(linkAttachment(nil)), attached(linkAttachment(object{"title": lfsPointer})), "attachments[0].link.title"},
		"description":      {attached(linkAttachment(nil)), attached(linkAttachment(object{"desc": lfsPointer})), "attachments[0].link.desc"},
		"mini program":     {attached(miniprogramAttachment(nil)), attached(miniprogramAttachment(object{"title": lfsPointer})), "attachments[0].miniprogram.title"},
		"triggers":         {with(hello(), object{"triggers": object{"month": "1"}}), with(hello(), object{"triggers": object{"month": lfsPointer}}), "triggers"},
	} {
		t.Run(name, func(t *testing.T) {
			sim := simulate(t)
			message := connected(t, sim)
			message.apply(test.before)

			serve(t).judged(test.after).errors().expect(t, "error", at(test.path, words...))
			message.plan(test.after).problems.errors().expect(t, "error of the replacement", at(test.path, words...))

			if p := message.plan(test.before); p.action != noOp || sim.sends() != 1 {
				t.Errorf("back again the plan is %s, after %d messages", p.action, sim.sends())
			}
		})
	}

	// The control: words about it.
	serve(t).judged(said("the new version https://git-lfs.github.com/ is out")).errors().expect(t, "error")
}
