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
	d := wecom.Delivery{Message: m, CheckInterval: checkInterval, CheckStrictly: k == strict, Journal: journalKeys(m, "")}
	if k == off {
		d.CheckInterval = 0
	}

	return d
}

// resource is one wecom_mass_message in the state of Terraform.
type resource struct {
	message *wecom.MassMessage
	corp    string // the company that it was sent in
	status  status
	msgid   string
	sent    wecom.Sent
	trace   []byte // JSON, as it is kept with the state
	err     error  // why nothing was sent; the run was red
	adopted bool
	// failList are the customers who are known not to be reached.
	failList []string
	healed   bool // a later run has found it
	// from and until bound the run that sent it, by the world's clock.
	from, until time.Time
}

// apply does what `terraform apply` does with the resource in a new process: a
// resource that is not in the state is created, one that is unknown is looked
// for by the refresh, and one that is there makes no call.
func (r *resource) apply(ctx context.Context, client *wecom.Client, k check) error {
	switch r.status {
	case none:
		return r.record(client.DeliverMassMessage(ctx, k.delivery(r.message)), client.CorpID())
	case unknown:
		return r.heal(ctx, client)
	default:
		return nil
	}
}

// record writes the outcome into the state.
func (r *resource) record(receipt wecom.Receipt, corp string) error {
	r.err, r.corp = nil, corp

	switch receipt.Kind {
	case wecom.Refused:
		r.err = receipt.Err
		if r.err == nil {
			return errors.New("refused without an error")
		}
	case wecom.Accepted:
		r.status, r.msgid, r.adopted, r.failList = created, receipt.MsgID, receipt.Adopted, receipt.FailList
		if r.msgid == "" {
			return errors.New("accepted without a msgid")
		}
	case wecom.Unknown:
		raw, err := json.Marshal(receipt.Trace)
		if err != nil {
			return err
		}

		r.status, r.trace, r.sent = unknown, raw, receipt.Sent
		if receipt.Err == nil || receipt.MsgID != "" {
			return errors.New("unknown without an error, or with a msgid")
		}
	}

	return nil
}

func (r *resource) heal(ctx context.Context, client *wecom.Client) error {
	if r.corp != "" && client.CorpID() != "" && r.corp != client.CorpID() {
		return nil // what another company has sent is not ours
	}

	var trace wecom.Trace
	if err := json.Unmarshal(r.trace, &trace); err != nil {
		return err
	}

	finding, err := client.FindMassMessage(ctx, r.sent, trace)
	if err == nil && finding.Proven != nil {
		r.status, r.msgid, r.adopted, r.failList = created, finding.Proven.MsgID, true, finding.FailList
		r.healed = true
	}

	return nil
}
