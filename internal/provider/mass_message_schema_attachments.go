package provider

import (
	"fmt"

	"github.com/hashicorp/terraform-plugin-framework/resource/schema"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecom"
	"github.com/wecom-community/terraform-provider-wecom/internal/wording"
)

// massMessageAttachmentsAttribute has no Required attribute in it, though some
// are required: the framework reads an attachment that is wholly unknown as one
// whose attributes are null, and would refuse it early. The checker judges.
func massMessageAttachmentsAttribute() schema.Attribute {
	urlLimit := fmt.Sprintf("at most %s bytes, beginning with http:// or https://", wording.Grouped(wecom.MaxLinkURLBytes))

	return schema.ListNestedAttribute{
		Optional:            true,
		MarkdownDescription: fmt.Sprintf("Attachments, at most %d.", wecom.MaxAttachments),
		NestedObject: schema.NestedAttributeObject{Attributes: map[string]schema.Attribute{
			"msgtype": schema.StringAttribute{
				Optional:            true,
				MarkdownDescription: "Required. `image`, `link`, `miniprogram`, `video` or `file`. The object of this name is given, and no other.",
			},
			"image": schema.SingleNestedAttribute{
				Optional:            true,
				MarkdownDescription: "A picture: `media_id`, `source` or `pic_url`. With a media id or file beside it, WeCom does not use `pic_url`.",
				Attributes: map[string]schema.Attribute{
					"media_id":      schema.StringAttribute{Optional: true, MarkdownDescription: "From `media/upload`, valid for 3 days."},
					"source":        source("A JPG or PNG of at most 10 MB."),
					"source_sha256": sourceHash(),
					"pic_url":       schema.StringAttribute{Optional: true, MarkdownDescription: "From `media/uploadimg`; WeCom takes no other URL."},
				},
			},
			"link": schema.SingleNestedAttribute{
				Optional:            true,
				MarkdownDescription: "A card with a title that opens a URL.",
				Attributes: map[string]schema.Attribute{
					"title":  schema.StringAttribute{Optional: true, MarkdownDescription: fmt.Sprintf("Required. Title, at most %d bytes.", wecom.MaxLinkTitleBytes)},
					"picurl": schema.StringAttribute{Optional: true, MarkdownDescription: "URL of the cover, " + urlLimit + "."},
					"desc":   schema.StringAttribute{Optional: true, MarkdownDescription: fmt.Sprintf("Description, at most %d bytes.", wecom.MaxLinkDescBytes)},
					"url":    schema.StringAttribute{Optional: true, MarkdownDescription: "Required. URL to open, " + urlLimit + "."},
				},
			},
			"miniprogram": schema.SingleNestedAttribute{
				Optional:            true,
				MarkdownDescription: "A mini program that is linked to the company.",
				Attributes: map[string]schema.Attribute{
					"title":             schema.StringAttribute{Optional: true, MarkdownDescription: fmt.Sprintf("Required. Title, at most %d bytes.", wecom.MaxMiniprogramTitleBytes)},
					"pic_source":        coverSource(),
					"pic_source_sha256": sourceHash(),
					"pic_media_id":      schema.StringAttribute{Optional: true, MarkdownDescription: "Cover, from `media/upload`, valid for 3 days; 520 by 416 pixels is advised."},
					"appid":             schema.StringAttribute{Optional: true, MarkdownDescription: "Required. appid of the mini program."},
					"page":              schema.StringAttribute{Optional: true, MarkdownDescription: "Required. Path of the page to open, with `.html`."},
				},
			},
			"video": schema.SingleNestedAttribute{
				Optional:            true,
				MarkdownDescription: "A video: `media_id` or `source`.",
				Attributes: map[string]schema.Attribute{
					"source":        source("An MP4 of at most 10 MB, whole and with a video track."),
					"source_sha256": sourceHash(),
					"media_id":      schema.StringAttribute{Optional: true, MarkdownDescription: "From `media/upload`, valid for 3 days."},
				},
			},
			"file": schema.SingleNestedAttribute{
				Optional:            true,
				MarkdownDescription: "A file: `media_id` or `source`.",
				Attributes: map[string]schema.Attribute{
					"source":        source("At most 20 MB. Customers see its base name, so another name is another content; it holds no quotation mark and no backslash."),
					"source_sha256": sourceHash(),
					"media_id":      schema.StringAttribute{Optional: true, MarkdownDescription: "From `media/upload`, valid for 3 days."},
				},
			},
		}},
	}
}

func source(limits string) schema.Attribute {
	return schema.StringAttribute{
		Optional:            true,
		MarkdownDescription: "Path of a file, instead of `media_id`: it is uploaded right before the send. " + limits,
	}
}

func coverSource() schema.Attribute {
	return schema.StringAttribute{
		Optional:            true,
		MarkdownDescription: "Path of the cover, instead of `pic_media_id`: it is uploaded right before the send. A JPG or PNG of at most 10 MB.",
	}
}

func sourceHash() schema.Attribute {
	return schema.StringAttribute{
		Optional: true, Computed: true,
		MarkdownDescription: "SHA-256 of the file, which is worked out where it is left out. A change of it is a change of content; another path of the same content is not. One that is written must be that of the file, or that of the sent message: then the file does not count, as under `ignore_changes`.",
	}
}
