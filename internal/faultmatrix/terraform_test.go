package faultmatrix

import (
	"context"
	"encoding/json"
	"errors"
	"time"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecom"
)

// status is what the state says about the message.
type status string

const (
	none    status = "none" // the resource is not in the state
	created status = "created"
	unknown status = "unknown"
)

// check is how duplicate_check_interval is set.
type check string

const (
	off     check = "off"     // "0s"
	lenient check = "lenient" // left out
	strict  check = "strict"  // set
)

func checks() []check { return []check{off, lenient, strict} }

const checkInterval = 30 * time.Minute

func (k check) delivery(m *wecom.MassMessage) wecom.Delivery {
	d := wecom.Delivery{Message: m, CheckInterval: checkInterval, CheckStrictly: k == strict}
	if k == off {
		d.CheckInterval = 0
	}

	return d
}

// resource is one wecom_mass_message in the state of Terraform.
type resource struct {
	message *wecom.MassMessage
	status  status
	msgid   string
	trace   []byte // JSON, as it is kept with the state
	err     error  // why nothing was sent; the run was red
	adopted bool
}

// apply does what `terraform apply` does with the resource in a new process: a
// resource that is not in the state is created, one that is unknown is looked
// for by the refresh, and one that is there makes no call.
func (r *resource) apply(ctx context.Context, client *wecom.Client, k check) error {
	switch r.status {
	case none:
		return r.record(client.DeliverMassMessage(ctx, k.delivery(r.message)))
	case unknown:
		return r.heal(ctx, client)
	default:
		return nil
	}
}

// record writes the outcome into the state.
func (r *resource) record(receipt wecom.Receipt) error {
	r.err = nil

	switch receipt.Kind {
	case wecom.Refused:
		r.err = receipt.Err
		if r.err == nil {
			return errors.New("refused without an error")
		}
	case wecom.Accepted:
		r.status, r.msgid, r.adopted = created, receipt.MsgID, receipt.Adopted
		if r.msgid == "" {
			return errors.New("accepted without a msgid")
		}
	case wecom.Unknown:
		raw, err := json.Marshal(receipt.Trace)
		if err != nil {
			return err
		}

		r.status, r.trace = unknown, raw
		if receipt.Err == nil || receipt.MsgID != "" {
			return errors.New("unknown without an error, or with a msgid")
		}
	}

	return nil
}

func (r *resource) heal(ctx context.Context, client *wecom.Client) error {
	var trace wecom.Trace
	if err := json.Unmarshal(r.trace, &trace); err != nil {
		return err
	}

	// The configuration is read anew by every process.
	m := *r.message

	finding, err := client.FindMassMessage(ctx, &m, trace)
	if err == nil && finding.Proven != nil {
		r.status, r.msgid, r.adopted = created, finding.Proven.MsgID, true
	}

	return nil
}
