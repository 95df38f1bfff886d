"""Plays a script of steps as a client on Paho Python 1.6 or 2. argv: one JSON object (see README)."""
import json
import os
import sys
import threading
import time

import paho.mqtt.client as mqtt
from paho.mqtt.packettypes import PacketTypes
from paho.mqtt.properties import Properties

task = json.loads(sys.argv[1])
version = {3: mqtt.MQTTv31, 4: mqtt.MQTTv311, 5: mqtt.MQTTv5}[task["version"]]
is5 = version == mqtt.MQTTv5
clean = task.get("clean", True)
options = {} if is5 else {"clean_session": clean}
if mqtt.__dict__.get("CallbackAPIVersion") is not None:
    options["callback_api_version"] = mqtt.CallbackAPIVersion.VERSION2
client = mqtt.Client(client_id=task["clientId"], protocol=version, **options)
client.reconnect_delay_set(1, 2)
if os.environ.get("CORPUS_USER"):
    client.username_pw_set(os.environ["CORPUS_USER"], "any")

state = threading.Condition()
seen = {"connected": 0, "messages": 0, "answers": 0}


def count(what):
    with state:
        seen[what] += 1
        state.notify_all()


def until(what, number, seconds=8):
    with state:
        state.wait_for(lambda: seen[what] >= number, seconds)


client.on_connect = lambda *_: count("connected")
client.on_message = lambda *_: count("messages")
client.on_publish = lambda *_: count("answers")
client.on_subscribe = lambda *_: count("answers")
client.on_unsubscribe = lambda *_: count("answers")

will = task.get("will")
if will:
    properties = None
    if is5 and "delay" in will:
        properties = Properties(PacketTypes.WILLMESSAGE)
        properties.WillDelayInterval = will["delay"]
    more = {"properties": properties} if is5 else {}
    client.will_set(will["topic"], "gone", will.get("qos", 0), will.get("retain", False), **more)

how = {}
if is5:
    properties = Properties(PacketTypes.CONNECT)
    properties.SessionExpiryInterval = task.get("expiry", 0)
    how = {"clean_start": clean, "properties": properties}
client.connect("127.0.0.1", task["port"], task.get("keepAlive", 30), **how)
client.loop_start()
until("connected", 1)
asked = 0
for step in task["steps"]:
    verb, *rest = step
    if verb == "sub":
        client.subscribe(rest[0], rest[1])
    elif verb == "unsub":
        client.unsubscribe(rest[0])
    elif verb == "pub":
        client.publish(rest[0], rest[1], rest[2], rest[3] if len(rest) > 3 else False)
    elif verb == "await":
        until("messages", rest[0])
    elif verb == "pause":
        time.sleep(rest[0] / 1000)
    elif verb == "kill":
        os._exit(0)
    if verb in ("sub", "unsub", "pub"):
        asked += 1
        if task.get("awaits", True):
            until("answers", asked)
client.disconnect()
client.loop_stop()
