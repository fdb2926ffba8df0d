// A small program to be profiled: a shop that answers invented orders, or one that also rebuilds an index now and then.
// scripts/record-runs.mjs runs it and makes counts by function and window of what it writes.
package main

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/json"
	"flag"
	"fmt"
	"math"
	"math/rand"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"runtime/pprof"
	"sort"
	"strings"
	"sync"
	"time"
)

type item struct {
	Name  string
	Price float64
	Count int
	Tags  []string
}

type order struct {
	ID    int
	Email string
	Items []item
}

var (
	address  = regexp.MustCompile(`^[a-z0-9.]+@[a-z]+\.(com|org|net)$`)
	index    = map[string]int{}
	lock     sync.Mutex
	leaked   [][]byte
	cache    = map[int][]byte{}
	churned  = map[int][]byte{}
	slowness int
)

func main() {
	mode := flag.String("mode", "steady", "steady, drift, double, slow, batch, leak, churn, cache or ramp")
	rate := flag.Float64("rate", 100, "orders a second")
	seconds := flag.Int("seconds", 60, "how long")
	window := flag.Float64("window", 2, "seconds a profile covers")
	out := flag.String("out", ".", "folder of the profiles")
	heap := flag.Bool("heap", false, "heap snapshots instead of cpu, block and mutex")
	hertz := flag.Int("hertz", 250, "samples of a busy core a second")
	flag.IntVar(&slowness, "slowness", 0, "how much more work prices are from the start: 1 doubles it")
	flag.Parse()
	runtime.GOMAXPROCS(2)
	if *heap {
		runtime.MemProfileRate = 16 << 10
	} else {
		runtime.SetBlockProfileRate(10_000)
		runtime.SetMutexProfileFraction(1)
	}
	queue := make(chan order, 1000)
	for worker := 0; worker < 4; worker++ {
		go func() {
			for o := range queue {
				serve(o)
			}
		}()
	}
	if *mode == "batch" {
		go rebuildNowAndThen()
	}
	go arrive(queue, *mode, *rate, *seconds)
	for w := 0; w < int(float64(*seconds) / *window); w++ {
		name := func(kind string) string { return filepath.Join(*out, fmt.Sprintf("%05d.%s.pb.gz", w, kind)) }
		length := time.Duration(*window * float64(time.Second))
		if *heap {
			time.Sleep(length)
			runtime.GC()
			write(name("heap"), func(f *os.File) { pprof.Lookup("heap").WriteTo(f, 0) })
			continue
		}
		runtime.SetCPUProfileRate(*hertz)
		write(name("cpu"), func(f *os.File) {
			pprof.StartCPUProfile(f)
			time.Sleep(length)
			pprof.StopCPUProfile()
		})
		if w%5 == 4 {
			write(name("block"), func(f *os.File) { pprof.Lookup("block").WriteTo(f, 0) })
			write(name("mutex"), func(f *os.File) { pprof.Lookup("mutex").WriteTo(f, 0) })
		}
	}
}

func write(name string, fill func(*os.File)) {
	f, err := os.Create(name)
	if err != nil {
		panic(err)
	}
	fill(f)
	f.Close()
}

// Orders come at random; what is in them wanders, as it does when people come and go.
func arrive(queue chan<- order, mode string, rate float64, seconds int) {
	began := time.Now()
	due, size := began, 24.0
	for id := 0; ; id++ {
		part := time.Since(began).Seconds() / float64(seconds)
		now := rate
		switch mode {
		case "drift":
			now *= 1 + 0.5*math.Sin(2*math.Pi*2.3*part)
		case "double":
			if part >= 0.5 {
				now *= 2
			}
		case "ramp":
			now *= 1 + 2*part
		case "slow":
			if part >= 0.5 {
				slowness = 1
			}
		}
		due = due.Add(time.Duration(rand.ExpFloat64() / now * float64(time.Second)))
		time.Sleep(time.Until(due))
		size = math.Max(6, math.Min(60, size+0.3*rand.NormFloat64()+0.003*(24-size)))
		o := order{ID: id, Email: fmt.Sprintf("user%d@shop.com", id%5000)}
		for i := 0; i < 1+rand.Intn(int(2*size)); i++ {
			name := fmt.Sprintf("item %d", rand.Intn(3000))
			o.Items = append(o.Items, item{name, rand.Float64() * 100, rand.Intn(9), []string{"new", "sale"}})
		}
		queue <- o
		remember(mode, id)
	}
}

func serve(o order) {
	text := encode(o)
	read := decode(text)
	if !address.MatchString(read.Email) {
		return
	}
	total := price(read)
	sign(text)
	rank(read)
	if read.ID%10 == 0 {
		pack(text)
	}
	record(read, total)
}

func encode(o order) []byte {
	text, _ := json.Marshal(o)
	return text
}

func decode(text []byte) (o order) {
	json.Unmarshal(text, &o)
	return
}

// What a new version makes slower.
func price(o order) float64 {
	total := 0.0
	for round := 0; round < 10+10*slowness; round++ {
		for _, i := range o.Items {
			total += discount(i, round)
		}
	}
	return total
}

//go:noinline
func discount(i item, round int) float64 {
	sum := 0.0
	for k := 1; k < 60; k++ {
		sum += math.Sqrt(i.Price*float64(k) + float64(round))
	}
	return sum
}

func sign(text []byte) {
	sum := sha256.Sum256(text)
	for i := 0; i < 20; i++ {
		sum = sha256.Sum256(append(sum[:], text...))
	}
}

func rank(o order) {
	sort.Slice(o.Items, func(a, b int) bool { return strings.Compare(o.Items[a].Name, o.Items[b].Name) < 0 })
}

func pack(text []byte) {
	var packed bytes.Buffer
	w, _ := gzip.NewWriterLevel(&packed, gzip.BestSpeed)
	w.Write(text)
	w.Close()
}

func record(o order, total float64) {
	lock.Lock()
	defer lock.Unlock()
	for _, i := range o.Items {
		index[i.Name] += i.Count
	}
	if len(index) > 2500 {
		clear(index)
	}
}

// A job that comes every twenty seconds or so, as compactions and reports do.
func rebuildNowAndThen() {
	for {
		time.Sleep(time.Duration(12+rand.Intn(16)) * time.Second)
		began := time.Now()
		for time.Since(began) < time.Duration(1500+rand.Intn(2000))*time.Millisecond {
			words := make([]string, 3000)
			for i := range words {
				words[i] = fmt.Sprint(rand.Int63())
			}
			sort.Strings(words)
			time.Sleep(8 * time.Millisecond)
		}
	}
}

// What stays in memory: leak keeps some of what it is given for ever, cache up to a number of keys, churn for a while.
func remember(mode string, id int) {
	churn(id)
	switch mode {
	case "leak":
		if id%20 == 0 {
			leak()
		}
	case "cache":
		fillCache()
	}
}

func churn(id int) {
	churned[id] = make([]byte, 1000+rand.Intn(7000))
	for n := 0; n < 2 && len(churned) > 2000; n++ {
		for key := range churned {
			delete(churned, key)
			break
		}
	}
}

func leak() { leaked = append(leaked, make([]byte, 4000)) }

func fillCache() {
	key := rand.Intn(2500)
	if cache[key] == nil {
		cache[key] = make([]byte, 4000)
	}
}
