import { randomUUID } from 'node:crypto';
import { featuresPb, gossipPb, sharedPb, StreamsService } from './protocol.js';

/** Shown to clients; the embedded server answers as this version does. */
const SERVER_VERSION = '23.10.6-embedded';

/** The streams operations, from which the client chooses how it appends. */
export function supportedMethods() {
  const methods = Object.values(StreamsService).map(({ path }: { path: string }) => {
    const [, service = '', method = ''] = path.split('/');
    return new featuresPb.SupportedMethod()
      .setServiceName(service)
      .setMethodName(method.toLowerCase());
  });
  return new featuresPb.SupportedMethods()
    .setEventStoreServerVersion(SERVER_VERSION)
    .setMethodsList(methods);
}

const instanceId = randomUUID();

/** What gossip tells of this node: it is alone and the leader. */
export function clusterInfo(port: number) {
  const member = new gossipPb.MemberInfo()
    .setInstanceId(new sharedPb.UUID().setString(instanceId))
    .setTimeStamp(String(Date.now() * 10_000))
    .setState(gossipPb.MemberInfo.VNodeState.LEADER)
    .setIsAlive(true)
    .setHttpEndPoint(new gossipPb.EndPoint().setAddress('127.0.0.1').setPort(port));
  return new gossipPb.ClusterInfo().setMembersList([member]);
}
