package wecom_test

import (
	"fmt"
	"testing"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecom"
)

// BenchmarkRecipientsDigest names an audience by the hash of its ids.
func BenchmarkRecipientsDigest(b *testing.B) {
	for _, n := range sizes() {
		b.Run(fmt.Sprintf("%d recipients", n), func(b *testing.B) {
			ids := customers(1, n)

			b.ReportAllocs()

			for b.Loop() {
				wecom.RecipientsDigest(ids)
			}
		})
	}
}
