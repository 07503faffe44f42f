package wecomsim

import (
	"testing"
	"time"
)

// Inside the package: 3,000 uploads over HTTP would take seconds.
func TestUploadImage_quotas(t *testing.T) {
	store := newMediaStore()
	now := time.Date(2025, 7, 11, 10, 0, 0, 0, time.UTC)

	for day := range 3 {
		for i := range 1000 {
			if refused := store.checkUploadImages(now); refused != nil {
				t.Fatalf("upload %d of day %d: %d", i+1, day+1, refused.code)
			}

			store.uploads = append(store.uploads, now)
		}

		if refused := store.checkUploadImages(now); refused == nil || refused.code != 45009 {
			t.Errorf("upload 1001 of day %d: %v", day+1, refused)
		}

		now = now.Add(24 * time.Hour)
	}

	if refused := store.checkUploadImages(now); refused == nil || refused.code != 45009 {
		t.Errorf("upload 3001 of the month: %v", refused)
	}
	// August begins in China while it is still July in UTC.
	now = time.Date(2025, 7, 31, 16, 0, 0, 0, time.UTC)
	if refused := store.checkUploadImages(now); refused != nil {
		t.Errorf("first upload of the next month: %d", refused.code)
	}
}
