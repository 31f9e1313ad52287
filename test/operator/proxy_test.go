package operator_test

import (
	"encoding/pem"
	"fmt"
	"io"
	"log"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"strings"
	"sync"
	"testing"

	"k8s.io/client-go/rest"
	clientcmdapi "k8s.io/client-go/tools/clientcmd/api"
)

// proxy stands between a manager's process and the API server. It passes the
// caller's token on, keeps a list of what was refused, counts the writes to
// Fallow's kinds, and can cut the power at one of them.
type proxy struct {
	cluster *clientcmdapi.Cluster // as a kubeconfig names it

	mu        sync.Mutex
	writes    []string
	forbidden []string
	passes    int // that read a ledger
	at        int // the write at which to cut, from 1; 0 never
	after     bool
	cut       func()
}

func newProxy(t *testing.T) *proxy {
	t.Helper()
	config := server(t).Config
	transport, err := rest.TransportFor(rest.AnonymousClientConfig(config)) // the caller's token counts
	must(t, err)
	target, _, err := rest.DefaultServerUrlFor(config)
	must(t, err)
	p := &proxy{}
	reverse := &httputil.ReverseProxy{
		Rewrite:       func(r *httputil.ProxyRequest) { r.SetURL(target) },
		Transport:     transport,
		FlushInterval: -1,
		ErrorHandler: func(w http.ResponseWriter, _ *http.Request, err error) {
			http.Error(w, err.Error(), http.StatusBadGateway)
		},
	}
	s := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { p.serve(reverse, w, r) }))
	s.Config.ErrorLog = log.New(io.Discard, "", 0) // a killed client breaks connections
	s.StartTLS()
	t.Cleanup(s.Close)
	t.Cleanup(s.CloseClientConnections)
	p.cluster = &clientcmdapi.Cluster{
		Server: s.URL, CertificateAuthorityData: pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: s.Certificate().Raw}),
	}
	return p
}

// cutAt arranges for cut to be called right before the nth write is forwarded, or
// right after the server has answered it and before the answer is passed on.
func (p *proxy) cutAt(n int, after bool, cut func()) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.at, p.after, p.cut = n, after, cut
}

func (p *proxy) serve(next http.Handler, w http.ResponseWriter, r *http.Request) {
	cut, after := p.count(r)
	if cut != nil && !after {
		cut()
		panic(http.ErrAbortHandler)
	}
	if cut != nil {
		next.ServeHTTP(httptest.NewRecorder(), r.Clone(r.Context()))
		cut()
		panic(http.ErrAbortHandler)
	}
	next.ServeHTTP(&refusals{w, p, r}, r)
}

// count notes a write and returns what to do at it, nil for nothing.
func (p *proxy) count(r *http.Request) (cut func(), after bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if r.Method == http.MethodGet && strings.Contains(r.URL.Path, "/recoveryledgers/") {
		p.passes++
	}
	if r.Method == http.MethodGet || !strings.HasPrefix(r.URL.Path, "/apis/fallow.dev/") {
		return nil, false
	}
	p.writes = append(p.writes, r.Method+" "+r.URL.Path)
	if len(p.writes) == p.at {
		return p.cut, p.after
	}
	return nil, false
}

// written lists the writes so far.
func (p *proxy) written() []string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return append([]string(nil), p.writes...)
}

// looked counts the passes over an athlete that came as far as the ledger.
func (p *proxy) looked() int {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.passes
}

// refused lists what the API server has forbidden.
func (p *proxy) refused() []string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return append([]string(nil), p.forbidden...)
}

// refusals notes that an answer is 403 or 401.
type refusals struct {
	http.ResponseWriter

	proxy   *proxy
	request *http.Request
}

func (w *refusals) WriteHeader(code int) {
	if code == http.StatusForbidden || code == http.StatusUnauthorized {
		w.proxy.mu.Lock()
		w.proxy.forbidden = append(w.proxy.forbidden, fmt.Sprint(code, " ", w.request.Method, " ", w.request.URL.Path))
		w.proxy.mu.Unlock()
	}
	w.ResponseWriter.WriteHeader(code)
}

// Unwrap lets the proxy flush watches.
func (w *refusals) Unwrap() http.ResponseWriter { return w.ResponseWriter }
