package documents_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// A page that installs the simulator with Go says where somebody without Go
// gets it.
func TestArchive_isNamedWhereTheSimulatorIsInstalled(t *testing.T) {
	pages, err := filepath.Glob(filepath.Join(repository, "templates/guides/*.md*"))
	if err != nil {
		t.Fatal(err)
	}

	installing := 0

	for _, page := range pages {
		content, err := os.ReadFile(page)
		if err != nil {
			t.Fatal(err)
		}

		if !strings.Contains(string(content), "go install github.com/wecom-community/terraform-provider-wecom/cmd/wecomsim@latest") {
			continue
		}

		installing++

		if !strings.Contains(string(content), "`wecomsim_VERSION_OS_ARCH`") {
			t.Errorf("%s installs the simulator with Go and does not name the archive", page)
		}
	}

	if installing < 3 {
		t.Errorf("%d pages install the simulator", installing)
	}
}
