package estate

import (
	"fmt"
	"strconv"
	"syscall"
	"testing"
	"time"
)

func cpu() time.Duration {
	var r syscall.Rusage
	syscall.Getrusage(0, &r)
	return time.Duration(r.Utime.Nano() + r.Stime.Nano())
}
func TestScratch(t *testing.T) {
	n := 4000000
	keys := make([]string, n)
	for i := range keys {
		keys[i] = "DEV" + strconv.Itoa(10000000+i)
	}
	s := cpu()
	x := NewTexts()
	for _, k := range keys {
		x.Number(k)
	}
	fmt.Println("texts ns", (cpu()-s).Nanoseconds()/int64(n))
	s = cpu()
	for _, k := range keys {
		x.Number(k)
	}
	fmt.Println("texts again ns", (cpu()-s).Nanoseconds()/int64(n))
	s = cpu()
	m := map[string]uint32{}
	for i, k := range keys {
		m[k] = uint32(i)
	}
	fmt.Println("map ns", (cpu()-s).Nanoseconds()/int64(n))
	s = cpu()
	for i, k := range keys {
		m[k] = uint32(i)
	}
	fmt.Println("map again ns", (cpu()-s).Nanoseconds()/int64(n))
	v := newInvented(t)
	rows := make([]deviceRow, 200000)
	for i := range rows {
		v.deviceRow(i, &rows[i])
	}
	s = cpu()
	for i := range rows {
		v.device(&rows[i], i)
	}
	fmt.Println("devices ns", (cpu()-s).Nanoseconds()/int64(len(rows)))
	cr := make([]cardRow, 200000)
	num := make([]string, 200000)
	for i := range cr {
		v.cardRow(i, &num[i], &cr[i])
	}
	s = cpu()
	for i := range cr {
		v.card(num[i], &cr[i], i)
	}
	fmt.Println("cards ns", (cpu()-s).Nanoseconds()/int64(len(cr)))
}
