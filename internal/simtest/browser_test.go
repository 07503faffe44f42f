package simtest

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
)

// shots is where screenshots go, as build output.
const shots = root + "/.cache/screenshots"

// findBrowser installs chromium where it can, once for all tests.
var findBrowser = sync.OnceValues(func() (string, error) {
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if found, err := exec.LookPath(name); err == nil {
			return found, nil
		}
	}

	if os.Getuid() != 0 {
		return "", fmt.Errorf("no chromium on the PATH, and only root could install it")
	}

	if _, err := exec.LookPath("apt-get"); err != nil {
		return "", fmt.Errorf("no chromium on the PATH, and no apt-get to install it with")
	}

	for _, args := range [][]string{{"update"}, {"install", "-y", "--no-install-recommends", "chromium", "fonts-noto-cjk", "fonts-noto-color-emoji"}} {
		install := exec.Command("apt-get", args...)

		install.Env = append(os.Environ(), "DEBIAN_FRONTEND=noninteractive")
		if out, err := install.CombinedOutput(); err != nil {
			return "", fmt.Errorf("no chromium on the PATH, and apt-get %s failed: %w\n%s", args[0], err, out)
		}
	}

	return exec.LookPath("chromium")
})

// look is how a browser shows the page.
type look struct {
	width, height int64
	language      string
	dark          bool
}

var desktop = look{width: 1440, height: 900, language: "en"}

// browse opens a browser of its own that ends with the test.
func browse(t *testing.T, l look) context.Context {
	t.Helper()

	browser, err := findBrowser()
	if err != nil {
		t.Skipf("SKIPPED, the browser could not be found or installed: %v", err)
	}

	allocator, cancel := chromedp.NewExecAllocator(context.Background(), append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.ExecPath(browser), chromedp.UserDataDir(t.TempDir()), chromedp.NoSandbox, chromedp.DisableGPU,
		chromedp.Flag("disable-quic", true), chromedp.Flag("disable-component-update", true),
		chromedp.Flag("disable-background-networking", true), chromedp.Flag("disable-sync", true),
		chromedp.Flag("lang", l.language), chromedp.Flag("accept-lang", l.language))...)
	t.Cleanup(cancel)
	ctx, cancel := chromedp.NewContext(allocator)
	t.Cleanup(cancel)
	do(ctx, t, chromedp.EmulateViewport(l.width, l.height))

	scheme := "light"
	if l.dark {
		scheme = "dark"
	}

	if _, err := chromedp.Run(ctx, chromedp.Func(func(ctx context.Context, target *chromedp.Target) error {
		_, err := cdp.Call(ctx, target, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{
			Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: scheme}},
		})

		return err
	})); err != nil {
		t.Fatal(err)
	}

	failOnConsole(ctx, t)

	return ctx
}

// failOnConsole fails the test when the page reports an error, such as a
// violation of its content policy.
func failOnConsole(ctx context.Context, t *testing.T) {
	ctx, cancel := context.WithCancel(ctx)
	messages := chromedp.Console(ctx)

	done := make(chan struct{})
	go func() {
		defer close(done)

		for message, err := range messages {
			if err != nil {
				return
			}
			// A test may stop its program, and may not know its key yet.
			expected := strings.Contains(message.Text, "ERR_CONNECTION_REFUSED") || strings.Contains(message.Text, "status of 401")
			if (message.Type == "error" || message.Type == chromedp.ConsoleException) && !expected {
				t.Errorf("console: %s", message)
			}
		}
	}()

	t.Cleanup(func() {
		cancel()
		<-done
	})
}

func do(ctx context.Context, t *testing.T, steps ...chromedp.Action[chromedp.Void]) {
	t.Helper()

	limited, cancel := ctx, context.CancelFunc(func() {})
	if chromedp.FromContext(ctx).Target != nil {
		limited, cancel = context.WithTimeout(ctx, time.Minute)
	}
	defer cancel()

	if err := chromedp.Do(limited, steps...); err != nil {
		t.Fatal(err)
	}
}

// click clicks an element. Where the page has drawn it again between the look
// for it and the click, it is looked for again.
func click(ctx context.Context, t *testing.T, selector string) {
	t.Helper()

	limited, cancel := context.WithTimeout(ctx, time.Minute)
	defer cancel()

	err := chromedp.Do(limited, chromedp.Click(chromedp.CSS(selector)))
	for err != nil && strings.Contains(err.Error(), "Could not find node with given id") {
		err = chromedp.Do(limited, chromedp.Click(chromedp.CSS(selector)))
	}

	if err != nil {
		t.Fatalf("%s: %v", selector, err)
	}
}

// eval gives the value of a JavaScript expression.
func eval[T any](ctx context.Context, t *testing.T, expression string) T {
	t.Helper()

	value, err := chromedp.Run(ctx, chromedp.Evaluate[T](expression))
	if err != nil {
		t.Fatalf("%s: %v", expression, err)
	}

	return value
}

// shoot keeps a picture of what the browser shows.
func shoot(ctx context.Context, t *testing.T, name string) {
	t.Helper()

	picture, err := chromedp.Run(ctx, chromedp.CaptureScreenshot())
	if err != nil {
		t.Fatal(err)
	}

	if err := os.MkdirAll(shots, 0o755); err != nil {
		t.Fatal(err)
	}

	if err := os.WriteFile(filepath.Join(shots, name+".png"), picture, 0o644); err != nil {
		t.Fatal(err)
	}
}

// until waits for a JavaScript expression to be true. While a page loads it
// cannot be evaluated, which counts as not yet.
func until(ctx context.Context, t *testing.T, expression string) {
	t.Helper()

	var last error

	for deadline := time.Now().Add(20 * time.Second); time.Now().Before(deadline); time.Sleep(30 * time.Millisecond) {
		yes, err := chromedp.Run(ctx, chromedp.Evaluate[bool](`Boolean(`+expression+`)`))
		if err == nil && yes {
			return
		}

		last = err
	}

	shoot(ctx, t, "failed-"+filepath.Base(t.Name()))
	t.Fatalf("never true: %s: %v", expression, last)
}

// text is what an element shows.
func text(ctx context.Context, t *testing.T, selector string) string {
	t.Helper()
	return eval[string](ctx, t, `document.querySelector('`+selector+`').innerText`)
}
