// Command bareprovider is the least that a provider of the framework can do
// with a long list: one resource with a list of strings, without validator,
// plan modifier or network. Its cost is the floor for every list.
package main

import (
	"context"
	"log"
	"os"

	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/provider"
	"github.com/hashicorp/terraform-plugin-framework/providerserver"
	"github.com/hashicorp/terraform-plugin-framework/resource"
)

type bareProvider struct{}

func (bareProvider) Metadata(_ context.Context, _ provider.MetadataRequest, resp *provider.MetadataResponse) {
	resp.TypeName = "bare"
}

func (bareProvider) Schema(context.Context, provider.SchemaRequest, *provider.SchemaResponse) {}

func (bareProvider) Configure(context.Context, provider.ConfigureRequest, *provider.ConfigureResponse) {
}

func (bareProvider) Resources(context.Context) []func() resource.Resource {
	return []func() resource.Resource{func() resource.Resource { return listResource{} }}
}

func (bareProvider) DataSources(context.Context) []func() datasource.DataSource { return nil }

func main() {
	// As in the measured provider: the framework's trace log would take most of
	// the time.
	if err := os.Setenv("TF_LOG_SDK_FRAMEWORK", "off"); err != nil {
		log.Fatal(err)
	}

	err := providerserver.Serve(context.Background(), func() provider.Provider { return bareProvider{} }, providerserver.ServeOpts{
		Address: "registry.terraform.io/wecom-community/bare",
	})
	if err != nil {
		log.Fatal(err)
	}
}
