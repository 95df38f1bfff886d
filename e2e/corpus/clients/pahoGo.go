// Plays a script of steps as a client on Paho Go. argv: one JSON object (see README).
package main

import (
	"encoding/json"
	"fmt"
	"os"
	"sync/atomic"
	"time"

	mqtt "github.com/eclipse/paho.mqtt.golang"
)

type will struct {
	Topic  string
	Qos    byte
	Retain bool
}

type task struct {
	Port      int
	Version   uint
	ClientID  string
	Clean     *bool
	KeepAlive int
	Will      *will
	Stays     bool
	Steps     [][]interface{}
}

func main() {
	var t task
	if err := json.Unmarshal([]byte(os.Args[1]), &t); err != nil {
		panic(err)
	}
	var messages int64
	o := mqtt.NewClientOptions().AddBroker(fmt.Sprintf("tcp://127.0.0.1:%d", t.Port))
	o.SetClientID(t.ClientID).SetProtocolVersion(t.Version).SetCleanSession(t.Clean == nil || *t.Clean)
	o.SetAutoReconnect(t.Stays).SetMaxReconnectInterval(time.Second)
	if t.KeepAlive > 0 {
		o.SetKeepAlive(time.Duration(t.KeepAlive) * time.Second)
	}
	if t.Will != nil {
		o.SetWill(t.Will.Topic, "gone", t.Will.Qos, t.Will.Retain)
	}
	o.SetDefaultPublishHandler(func(mqtt.Client, mqtt.Message) { atomic.AddInt64(&messages, 1) })
	client := mqtt.NewClient(o)
	client.Connect().WaitTimeout(8 * time.Second)
	for _, step := range t.Steps {
		number := func(at int) int { return int(step[at].(float64)) }
		switch step[0].(string) {
		case "sub":
			client.Subscribe(step[1].(string), byte(number(2)), nil).WaitTimeout(8 * time.Second)
		case "unsub":
			client.Unsubscribe(step[1].(string)).WaitTimeout(8 * time.Second)
		case "pub":
			retained := len(step) > 4 && step[4].(bool)
			token := client.Publish(step[1].(string), byte(number(3)), retained, step[2].(string))
			token.WaitTimeout(8 * time.Second)
		case "await":
			for n := 0; n < 400 && atomic.LoadInt64(&messages) < int64(number(1)); n++ {
				time.Sleep(20 * time.Millisecond)
			}
		case "pause":
			time.Sleep(time.Duration(number(1)) * time.Millisecond)
		case "kill":
			os.Exit(0)
		}
	}
	client.Disconnect(200)
}
