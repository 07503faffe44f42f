package provider_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
)

// described is an attribute of a schema, with its place.
type described struct {
	path        string
	description string
	sensitive   bool
}

// allAttributes are the attributes of a block, the nested ones too.
func allAttributes(t *testing.T, prefix string, block *tfprotov6.SchemaBlock) []described {
	t.Helper()

	if len(block.BlockTypes) > 0 {
		t.Errorf("%s has blocks; use nested attributes", prefix)
	}

	var all []described
	for _, attribute := range block.Attributes {
		all = append(all, nestedAttributes(t, prefix, attribute)...)
	}

	return all
}

func nestedAttributes(t *testing.T, prefix string, attribute *tfprotov6.SchemaAttribute) []described {
	t.Helper()

	path := prefix + "." + attribute.Name
	all := []described{{path: path, description: attribute.Description, sensitive: attribute.Sensitive}}

	if attribute.NestedType == nil {
		// The parts of an object that is no nested attribute have no place for
		// a description.
		if strings.Contains(attribute.Type.String(), "tftypes.Object[") {
			t.Errorf("%s is a %s; use nested attributes", path, attribute.Type)
		}

		return all
	}

	for _, nested := range attribute.NestedType.Attributes {
		all = append(all, nestedAttributes(t, path, nested)...)
	}

	return all
}

// everySchema are all schemas that the provider has, by kind and name. A
// resource has its name alone.
func everySchema(t *testing.T) map[string]*tfprotov6.Schema {
	t.Helper()

	p := serve(t)

	all := map[string]*tfprotov6.Schema{"provider": p.schemas.Provider}

	actions := map[string]*tfprotov6.Schema{}
	for name, action := range p.schemas.ActionSchemas {
		actions[name] = action.Schema
	}

	for kind, schemas := range map[string]map[string]*tfprotov6.Schema{
		"":           p.schemas.ResourceSchemas,
		"data.":      p.schemas.DataSourceSchemas,
		"ephemeral.": p.schemas.EphemeralResourceSchemas,
		"list.":      p.schemas.ListResourceSchemas,
		"action.":    actions,
	} {
		for name, schema := range schemas {
			all[kind+name] = schema
		}
	}

	for _, name := range []string{massMessage, "data.wecom_customers", "list." + massMessage, "action.wecom_mass_message_remind"} {
		if all[name] == nil {
			t.Fatalf("there is no schema of %s among %d", name, len(all))
		}
	}

	if p.schemas.ProviderMeta != nil || len(p.schemas.StateStoreSchemas) > 0 {
		t.Error("the provider has a kind of schema that these tests do not look at")
	}

	return all
}

// everyAttribute are all attributes that the provider has.
func everyAttribute(t *testing.T) []described {
	t.Helper()

	var all []described
	for name, schema := range everySchema(t) {
		all = append(all, allAttributes(t, name, schema.Block)...)
	}

	return all
}

// The schema is the reference manual: every attribute says what it is, in a
// sentence.
func TestSchema_everyAttributeIsDescribed(t *testing.T) {
	all := everyAttribute(t)
	if len(all) < 150 {
		t.Fatalf("only %d attributes were looked at", len(all))
	}

	for _, attribute := range all {
		if !strings.HasSuffix(attribute.description, ".") {
			t.Errorf("%s has the description %q, want a sentence", attribute.path, attribute.description)
		}
	}

	t.Logf("report: %d attributes are described", len(all))
}

// The provider itself and everything in it is described.
func TestSchema_everyBlockIsDescribed(t *testing.T) {
	for name, schema := range everySchema(t) {
		if !strings.HasSuffix(schema.Block.Description, ".") {
			t.Errorf("%s has the description %q, want a sentence", name, schema.Block.Description)
		}
	}
}

// Every function is described, in short and in full, and so is every parameter.
func TestSchema_everyFunctionIsDescribed(t *testing.T) {
	functions := serve(t).schemas.Functions
	if functions["byte_length"] == nil {
		t.Fatal("there is no function byte_length")
	}

	for name, function := range functions {
		parameters := function.Parameters
		if function.VariadicParameter != nil {
			parameters = append(slices.Clone(parameters), function.VariadicParameter)
		}

		if function.Summary == "" || !strings.HasSuffix(function.Description, ".") || len(parameters) == 0 {
			t.Errorf("%s: summary %q, description %q, %d parameters", name, function.Summary, function.Description, len(parameters))
		}

		for _, parameter := range parameters {
			if !strings.HasSuffix(parameter.Description, ".") {
				t.Errorf("%s: %s has the description %q, want a sentence", name, parameter.Name, parameter.Description)
			}
		}
	}
}

// Every attribute of an identity is described.
func TestSchema_everyIdentityIsDescribed(t *testing.T) {
	p := serve(t)

	identities, err := p.server.GetResourceIdentitySchemas(t.Context(), &tfprotov6.GetResourceIdentitySchemasRequest{})
	if err != nil {
		t.Fatal(err)
	}

	if identities.IdentitySchemas[massMessage] == nil {
		t.Fatalf("%s has no identity", massMessage)
	}

	for name, identity := range identities.IdentitySchemas {
		for _, attribute := range identity.IdentityAttributes {
			if !strings.HasSuffix(attribute.Description, ".") {
				t.Errorf("identity of %s: %s has the description %q, want a sentence", name, attribute.Name, attribute.Description)
			}
		}
	}
}

// Secrets are sensitive, and nothing else is: hidden values would make a plan
// unreadable.
func TestSchema_secretsAreSensitive(t *testing.T) {
	secrets := []string{"provider.access_token", "provider.corp_secret", "provider.proxy_url"}

	var found []string

	for _, attribute := range everyAttribute(t) {
		secretName := slices.ContainsFunc([]string{"secret", "token", "password", "ticket", "permanent_code", "proxy"}, func(word string) bool {
			return strings.Contains(attribute.path[strings.LastIndex(attribute.path, ".")+1:], word)
		})

		if secretName != attribute.sensitive {
			t.Errorf("%s: sensitive is %v, want %v", attribute.path, attribute.sensitive, secretName)
		}

		if attribute.sensitive {
			found = append(found, attribute.path)
		}
	}

	for _, secret := range secrets {
		if !slices.Contains(found, secret) {
			t.Errorf("%s is not sensitive, or not there; sensitive are %v", secret, found)
		}
	}
}

// The names are those of WeCom's own page, so that it stays the manual.
func TestSchema_namesAreThoseOfTheOfficialPage(t *testing.T) {
	var paths []string
	for _, attribute := range everyAttribute(t) {
		paths = append(paths, strings.TrimPrefix(attribute.path, massMessage+"."))
	}

	for _, name := range []string{
		"chat_type", "external_userid", "chat_id_list", "tag_filter", "tag_filter.group_list", "tag_filter.group_list.tag_list",
		"sender", "allow_select", "text", "text.content", "attachments", "attachments.msgtype",
		"attachments.image", "attachments.image.media_id", "attachments.image.pic_url",
		"attachments.link", "attachments.link.title", "attachments.link.picurl", "attachments.link.desc", "attachments.link.url",
		"attachments.miniprogram", "attachments.miniprogram.title", "attachments.miniprogram.pic_media_id",
		"attachments.miniprogram.appid", "attachments.miniprogram.page",
		"attachments.video", "attachments.video.media_id", "attachments.file", "attachments.file.media_id",
		"msgid", "fail_list",
	} {
		if !slices.Contains(paths, name) {
			t.Errorf("no attribute %s", name)
		}
	}
}
