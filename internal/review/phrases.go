package review

import (
	"fmt"

	"github.com/wecom-community/terraform-provider-wecom/internal/wording"
)

// mostNamed is how many of a long list are named.
const mostNamed = 5

// few names the first of many.
func (w words) few(names []string) string {
	if len(names) <= mostNamed {
		return w.list(names)
	}

	return w.list(append(append([]string{}, names[:mostNamed]...), fmt.Sprintf("+%s", wording.Grouped(len(names)-mostNamed))))
}

// senders names those who send, or counts them where they are many.
func (w words) senders(members []string) string {
	if len(members) <= mostNamed {
		return w.list(members)
	}

	return w.counted(len(members), nounMember)
}

// uses are how much of each limit is used.
func (w words) uses(uses []Use) string {
	all := make([]string, 0, len(uses))
	for _, u := range uses {
		all = append(all, u.Attribute+" "+w.use(u))
	}

	return w.list(all)
}

// use is how much of a limit is used: "24/4,000 bytes".
func (w words) use(u Use) string {
	if u.Bytes {
		return wording.Grouped(u.Used) + "/" + w.counted(u.Limit, nounByte)
	}

	return wording.Grouped(u.Used) + "/" + wording.Grouped(u.Limit)
}

// largest is the limit of which most is used.
func largest(uses []Use) (most Use, ok bool) {
	for _, u := range uses {
		if !ok || u.Used*most.Limit > most.Used*u.Limit {
			most, ok = u, true
		}
	}

	return most, ok
}

func (w words) files(files []File) string {
	all := make([]string, 0, len(files))

	for _, f := range files {
		about := w.counted(int(f.Size), nounByte)
		if f.Problem != "" {
			about = f.Problem
		}

		all = append(all, fmt.Sprintf("%s (%s)", f.Path, about))
	}

	return w.list(all)
}

// attachment is one in a line.
func (w words) attachment(a Attachment) string {
	said := []string{a.MsgType}

	for _, part := range []string{a.Title, a.Desc, a.File, a.URL, a.PicURL, a.AppID, a.Page} {
		if part != "" {
			said = append(said, part)
		}
	}

	return w.list(said)
}
