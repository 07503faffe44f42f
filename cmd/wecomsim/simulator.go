package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecomsim"
	"github.com/wecom-community/terraform-provider-wecom/internal/wecomsim/boltstore"
)

// simulator makes the server with its faults armed, and a function that
// releases what it holds.
func (o options) simulator(company wecomsim.Company) (*wecomsim.Server, func() error, error) {
	server, release, err := o.open(company)
	if err != nil {
		return nil, nil, err
	}

	for _, text := range o.faults {
		fault, err := wecomsim.ParseFault([]byte(text))
		if err != nil {
			return nil, nil, errors.Join(fmt.Errorf("--fault %s: %w", text, err), release())
		}

		server.Arm(fault)
	}

	return server, release, nil
}

func (o options) open(company wecomsim.Company) (*wecomsim.Server, func() error, error) {
	if o.data == "" {
		return wecomsim.New(company, o.settings()...), func() error { return nil }, nil
	}

	store, err := boltstore.Open(o.data)
	if err != nil {
		return nil, nil, fmt.Errorf("--data: %w", err)
	}

	server, err := wecomsim.Open(company, store, o.settings()...)
	if err == nil && (o.company != "" || o.customers != 0) && !sameCompany(company, server.Company()) {
		err = errors.New("it has another company; leave --company and --customers out, or use another file")
	}

	if err != nil {
		return nil, nil, errors.Join(fmt.Errorf("--data %s: %w", o.data, err), store.Close())
	}

	return server, store.Close, nil
}

func (o options) settings() []wecomsim.Option {
	return []wecomsim.Option{
		wecomsim.WithSeed(o.seed),
		wecomsim.WithDispatchDelay(o.dispatchDelay),
		wecomsim.WithListLag(o.listLag),
		wecomsim.WithReceiveQuota(wecomsim.Quota(o.quota)),
		wecomsim.WithQuotaAtCreate(o.quotaAtCreate),
		wecomsim.WithOwnMediaIDs(o.ownMediaIDs),
		wecomsim.WithRefusedEscapes(o.refuseEscapes),
		wecomsim.WithUnknownMedia(!o.strictMedia),
		wecomsim.WithRequestLog(o.requestLog),
		wecomsim.WithControlKey(o.controlKey),
		wecomsim.WithRemoteControl(o.allowRemote),
	}
}

// sameCompany compares what a file would hold: times in another zone are the
// same times.
func sameCompany(a, b wecomsim.Company) bool {
	first, errA := json.Marshal(a)
	second, errB := json.Marshal(b)

	return errA == nil && errB == nil && bytes.Equal(first, second)
}
