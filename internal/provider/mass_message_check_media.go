package provider

import (
	"path/filepath"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/wecom-community/terraform-provider-wecom/internal/draft"
	"github.com/wecom-community/terraform-provider-wecom/internal/problem"
	"github.com/wecom-community/terraform-provider-wecom/internal/wecom"
	"github.com/wecom-community/terraform-provider-wecom/internal/wording"
)

// media reads a media id, or the path that stands in its place. The hash beside
// the path is there in a state, and computed in a configuration.
func (c *checker) media(p problem.Path, parts map[string]attr.Value, idName, sourceName string) (id string, upload *wecom.Upload) {
	id = c.idValue(p.AtName(idName), parts[idName], draft.AnyID)

	if given(parts[idName]) && given(parts[sourceName]) {
		c.neverf(p.AtName(sourceName), "Media given twice", "%s is used instead of %s = %s. Give one of them.", sourceName, idName, wording.Quoted(id))
	}

	name := c.pathValue(p.AtName(sourceName), parts[sourceName])
	if name == "" {
		return id, nil
	}

	upload = &wecom.Upload{Path: name, Name: filepath.Base(name)}

	if hash, ok := parts[sourceName+"_sha256"].(types.String); ok {
		upload.SHA256 = hash.ValueString()
	}

	return id, upload
}

// requiredMedia reads a media id or a path, one of which must be there.
func (c *checker) requiredMedia(p problem.Path, parts map[string]attr.Value, idName, sourceName string) (id string, upload *wecom.Upload) {
	if parts[idName].IsNull() && parts[sourceName].IsNull() {
		c.neverf(p.AtName(idName), "Missing value", "it is required, or %s in its place.", sourceName)
	}

	return c.media(p, parts, idName, sourceName)
}
