package provider

import (
	"crypto/sha256"
	"encoding/hex"
	"path/filepath"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/wecom-community/terraform-provider-wecom/internal/draft"
	"github.com/wecom-community/terraform-provider-wecom/internal/problem"
	"github.com/wecom-community/terraform-provider-wecom/internal/wecom"
	"github.com/wecom-community/terraform-provider-wecom/internal/wording"
)

// media reads a media id, or the path that stands in its place.
func (c *checker) media(p problem.Path, parts map[string]attr.Value, idName, sourceName string) (id string, upload *wecom.Upload) {
	id = c.idValue(p.AtName(idName), parts[idName], draft.AnyID)

	if given(parts[idName]) && given(parts[sourceName]) {
		c.neverf(p.AtName(sourceName), "Media given twice", "%s is used instead of %s = %s. Give one of them.", sourceName, idName, wording.Quoted(id))
	}

	hash := c.fileHash(p, parts, sourceName)

	name := c.pathValue(p.AtName(sourceName), parts[sourceName])
	if name == "" {
		return id, nil
	}

	return id, &wecom.Upload{Path: name, Name: filepath.Base(name), SHA256: hash}
}

// fileHash reads the hash of a file, and notes it under the place of its
// attachment.
func (c *checker) fileHash(p problem.Path, parts map[string]attr.Value, sourceName string) string {
	v, ok := parts[sourceName+"_sha256"].(types.String)
	if !ok || v.IsNull() {
		return ""
	}

	if i, ok := p.Index(); ok {
		c.hashes.Media[i] = draft.WrittenHash{SHA256: v.ValueString(), Late: v.IsUnknown()}
	}

	if v.IsUnknown() {
		return ""
	}

	at := p.AtName(sourceName + "_sha256")
	if parts[sourceName].IsNull() {
		c.neverf(at, "Hash without a file", "%s is not given, so there is no file that it could be the hash of. Leave it out.", sourceName)
	}

	c.hashValue(at, v.ValueString())

	return v.ValueString()
}

// hashValue checks the form of a SHA-256.
func (c *checker) hashValue(p problem.Path, hash string) {
	if !isSHA256(hash) {
		c.errorf(p, "Invalid hash", "%s", noSHA256(hash))
	}
}

func isSHA256(hash string) bool {
	raw, err := hex.DecodeString(hash)

	return err == nil && len(raw) == sha256.Size && strings.ToLower(hash) == hash
}

func noSHA256(hash string) string {
	return wording.Quoted(hash) + " is not a SHA-256 in lower-case hexadecimal, as filesha256() gives one. It can be left out."
}

// requiredMedia reads a media id or a path, one of which must be there.
func (c *checker) requiredMedia(p problem.Path, parts map[string]attr.Value, idName, sourceName string) (id string, upload *wecom.Upload) {
	if parts[idName].IsNull() && parts[sourceName].IsNull() {
		c.neverf(p.AtName(idName), "Missing value", "it is required, or %s in its place.", sourceName)
	}

	return c.media(p, parts, idName, sourceName)
}
