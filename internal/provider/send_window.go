package provider

import (
	"time"

	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/wecom-community/terraform-provider-wecom/internal/problem"
	"github.com/wecom-community/terraform-provider-wecom/internal/sendwindow"
)

// sendWindowAttribute is not_before or not_after.
func sendWindowAttribute(description string) schema.Attribute {
	return schema.StringAttribute{Optional: true, MarkdownDescription: description + " RFC 3339, such as `2026-03-02T08:00:00+08:00`."}
}

// sendWindow reads not_before and not_after.
func (c *checker) sendWindow(notBefore, notAfter types.String) sendwindow.Window {
	w := sendwindow.Window{
		NotBefore: c.rfc3339(problem.Root("not_before"), notBefore),
		NotAfter:  c.rfc3339(problem.Root("not_after"), notAfter),
	}

	if !w.NotBefore.IsZero() && !w.NotAfter.IsZero() && !w.NotAfter.After(w.NotBefore) {
		c.errorf(problem.Root("not_after"), "Invalid time", "%s is not after not_before, %s. Nothing could ever be sent.", w.NotAfter.Format(time.RFC3339), w.NotBefore.Format(time.RFC3339))
	}

	return w
}
