package provider

import (
	"bytes"
	"crypto/sha256"
	"encoding/csv"
	"encoding/hex"
	"errors"

	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/wecom-community/terraform-provider-wecom/internal/draft"
	"github.com/wecom-community/terraform-provider-wecom/internal/outputfile"
	"github.com/wecom-community/terraform-provider-wecom/internal/problem"
)

// outputFileModel is the part of a data source that puts its recipients into a
// file, and not into plan and state.
type outputFileModel struct {
	OutputFile types.String `tfsdk:"output_file"`
	Overwrite  types.Bool   `tfsdk:"overwrite"`

	OutputSHA256    types.String `tfsdk:"output_sha256"`
	RecipientsCount types.Int64  `tfsdk:"recipients_count"`
}

// addOutputFile adds the attributes to a schema. The words say what is in the
// file, and what is left of the attributes that hold ids.
func addOutputFile(attributes map[string]schema.Attribute, columns, left string) {
	attributes["output_file"] = schema.StringAttribute{
		Optional: true,
		MarkdownDescription: "Path of a file to write, relative to the root module: CSV with the columns " + columns + ", as `recipients_file` of a message reads it. " + left + ": no id enters plan or state. " +
			"The file is written by every plan that reads the data source, whole or not at all, for its owner alone (mode 0600). One with the same content is left as it is; one with another content is an error, unless `overwrite` is `true`. Its directory must exist.",
	}
	attributes["overwrite"] = schema.BoolAttribute{
		Optional:            true,
		MarkdownDescription: "Whether `output_file` replaces a file of another content. Default `false`: a plan reads the data source again, and a campaign that is not sent to its end needs the file of the day on which it began.",
	}
	attributes["output_sha256"] = schema.StringAttribute{
		Computed:            true,
		MarkdownDescription: "SHA-256 of the content of `output_file`, in hexadecimal; null without it. It is not `recipients_sha256` of a message, which leaves `sender` out.",
	}
	attributes["recipients_count"] = schema.Int64Attribute{
		Computed:            true,
		MarkdownDescription: "Number of ids, each counted once: the rows of `output_file` below its header.",
	}
}

// check judges the arguments. What is unknown is not judged.
func (m outputFileModel) check(c *checker) {
	at := problem.Root("output_file")

	if name := c.pathValue(at, m.OutputFile); name != "" {
		wrong := outputfile.NameProblem(name)
		if wrong == "" {
			wrong = draft.UnseenInPath(name)
		}

		if wrong != "" {
			c.errorf(at, "Not a path of a file", "%s", wrong)
		}
	}

	if m.OutputFile.IsNull() && m.Overwrite.ValueBool() {
		c.problems.Warnf(problem.Root("overwrite"), "Nothing to overwrite", "it does nothing without output_file. Leave it out, or name the file.")
	}
}

// wanted reports whether the recipients go into a file.
func (m outputFileModel) wanted() bool { return !m.OutputFile.IsNull() }

// write writes the rows below a header. They are sorted, so that the same
// recipients are the same file.
func (m *outputFileModel) write(summary string, header []string, rows [][]string) diag.Diagnostics {
	content := csvOf(header, rows)
	sum := sha256.Sum256(content)
	name := m.OutputFile.ValueString()

	if err := outputfile.Write(name, content, m.Overwrite.ValueBool()); err != nil {
		return m.writeError(summary, err)
	}

	m.OutputSHA256 = types.StringValue(hex.EncodeToString(sum[:]))

	if len(rows) == 0 {
		return diag.Diagnostics{diag.NewAttributeWarningDiagnostic(path.Root("output_file"), "Empty audience",
			"output_file: "+name+" has a header and no row: nobody was found. A message or a campaign that reads it is refused. Check the arguments.")}
	}

	return nil
}

func (m outputFileModel) writeError(summary string, err error) diag.Diagnostics {
	why, ok := errors.AsType[*outputfile.Error](err)
	if !ok {
		return diag.Diagnostics{diag.NewAttributeErrorDiagnostic(path.Root("output_file"), summary, "output_file: "+err.Error())}
	}

	detail := "output_file: " + why.Reason

	if why.Differs {
		detail += " It was not replaced, and nothing was written: a campaign that is not sent to its end needs the file of the day on which it began." +
			"\n\nFor a new audience write another path, such as one with the date in it. Where nothing needs the old file any more, remove it, or write overwrite = true."
	}

	return diag.Diagnostics{diag.NewAttributeErrorDiagnostic(path.Root("output_file"), why.Summary, detail)}
}

// csvOf writes a table with LF line ends on every system.
func csvOf(header []string, rows [][]string) []byte {
	var b bytes.Buffer

	w := csv.NewWriter(&b)

	// Writing into memory does not fail.
	_ = w.Write(header)
	_ = w.WriteAll(rows)

	return b.Bytes()
}
