#!/bin/sh
# Boots systemd in namespaces of its own, with the units of a folder: boot.sh UNITS PROGRAM
# UNITS becomes /etc/systemd/system, and PROGRAM (the companion and Node) becomes /opt.
set -e
mount --make-rprivate /
mount --bind /proc/sys /proc/sys
mount -o remount,bind,ro /proc/sys
mount --bind "$1" /etc/systemd/system
mount --bind "$2" /opt
# Keeps the files of the machine as they are.
mount -o remount,bind,ro /
for folder in /tmp /run /var; do mount -t tmpfs tmpfs "$folder"; done
mkdir -p /var/lib /var/tmp /var/log
SYSTEMD_UNIT_PATH=/etc/systemd/system container=mqttscope \
  exec /lib/systemd/systemd --system --unit=mqttscope.service
