package main

import (
	"context"
	"os"
	"strconv"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/types"
)

type listResource struct{}

func (listResource) Metadata(_ context.Context, _ resource.MetadataRequest, resp *resource.MetadataResponse) {
	resp.TypeName = "bare_list"
}

func (listResource) Schema(_ context.Context, _ resource.SchemaRequest, resp *resource.SchemaResponse) {
	resp.Schema = schema.Schema{Attributes: map[string]schema.Attribute{
		"input": schema.ListAttribute{ElementType: types.StringType, Required: true},
		"id":    schema.StringAttribute{Computed: true},
	}}
}

// Create takes as long as BARE_CREATE_WAIT says, no time when it is unset. The
// id is the time at which it began, in nanoseconds.
func (listResource) Create(ctx context.Context, req resource.CreateRequest, resp *resource.CreateResponse) {
	id := strconv.FormatInt(time.Now().UnixNano(), 10)

	if wait, err := time.ParseDuration(os.Getenv("BARE_CREATE_WAIT")); err == nil {
		time.Sleep(wait)
	}

	resp.State.Raw = req.Plan.Raw
	resp.Diagnostics.Append(resp.State.SetAttribute(ctx, path.Root("id"), id)...)
}

func (listResource) Read(context.Context, resource.ReadRequest, *resource.ReadResponse) {}

func (listResource) Update(_ context.Context, req resource.UpdateRequest, resp *resource.UpdateResponse) {
	resp.State.Raw = req.Plan.Raw
}

func (listResource) Delete(context.Context, resource.DeleteRequest, *resource.DeleteResponse) {}
