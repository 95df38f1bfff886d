/* A client on Paho C that sends again on a timer, as 3.1 has it. argv: port, version (3, 4), client
 * identifier, seconds between tries, QoS, topics to publish to. It subscribes to echo/# first. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <MQTTClient.h>

int main(int argc, char **argv) {
  if (argc < 7) return 2;
  char address[64];
  snprintf(address, sizeof address, "tcp://127.0.0.1:%s", argv[1]);
  MQTTClient client;
  MQTTClient_create(&client, address, argv[3], MQTTCLIENT_PERSISTENCE_NONE, NULL);
  MQTTClient_connectOptions options = MQTTClient_connectOptions_initializer;
  options.MQTTVersion = atoi(argv[2]);
  options.keepAliveInterval = 30;
  options.cleansession = 1;
  options.retryInterval = atoi(argv[4]);
  options.reliable = 0;
  int code = MQTTClient_connect(client, &options);
  if (code != MQTTCLIENT_SUCCESS) {
    fprintf(stderr, "connect: %d\n", code);
    return 1;
  }
  MQTTClient_subscribe(client, "echo/#", atoi(argv[5]));
  for (int at = 6; at < argc; at += 1) {
    MQTTClient_deliveryToken token;
    MQTTClient_publish(client, argv[at], 5, "value", atoi(argv[5]), 0, &token);
    MQTTClient_waitForCompletion(client, token, 16000L);
  }
  for (int n = 0; n < 4; n += 1) {
    char *topic = NULL;
    int length = 0;
    MQTTClient_message *message = NULL;
    MQTTClient_receive(client, &topic, &length, &message, 1000);
    if (message == NULL) continue;
    MQTTClient_freeMessage(&message);
    MQTTClient_free(topic);
  }
  MQTTClient_disconnect(client, 1000);
  MQTTClient_destroy(&client);
  return 0;
}
