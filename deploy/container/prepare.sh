#!/bin/sh
# Makes what the containers of one installation need and no image may hold: keys, NATS credentials, folders. As root, once:
#
#   sudo deploy/container/prepare.sh [SECRETS] [BACKUPS]      (default: ./secrets ./backups)
#
# What is there already stays as it is. Keep master_key elsewhere too: without it no personal data can be read.
set -eu
secrets=${1:-./secrets}
backups=${2:-./backups}
# The user of Aduan's image, by number.
user=1000

[ "$(id -u)" = 0 ] || { echo "prepare.sh: must be run as root, for it gives files to user $user" >&2; exit 1; }
command -v openssl >/dev/null || { echo "prepare.sh: openssl is missing" >&2; exit 1; }

umask 077
mkdir -p "$secrets" "$backups"
chown "$user:$user" "$backups"

# Gives a new secret its content from standard input and its owner: nobody else reads it.
put() {
  cat >"$secrets/$1.new"
  chown "$2:$2" "$secrets/$1.new"
  chmod 0400 "$secrets/$1.new"
  mv "$secrets/$1.new" "$secrets/$1"
  echo "made $secrets/$1"
}

for name in master_key actor_key; do
  [ -e "$secrets/$name" ] || openssl rand -base64 32 | put "$name" "$user"
done
if [ ! -e "$secrets/nats_url" ] || [ ! -e "$secrets/nats_users" ]; then
  password=$(openssl rand -hex 24)
  # nats-server runs as root without any capability, so its secret belongs to root.
  printf 'authorization { user: aduan, password: "%s" }\n' "$password" | put nats_users 0
  printf 'nats://aduan:%s@nats:4222\n' "$password" | put nats_url "$user"
fi
# Filled in by hand where they are used: smtp://user:password@host:port, the webhook's whsec_…,
# the password of the signing service, the secret at the identity provider, the keys of an S3-compatible server.
for name in smtp_url webhook_secret esign_password oidc_client_secret files_key_id files_secret; do
  [ -e "$secrets/$name" ] || printf '' | put "$name" "$user"
done
