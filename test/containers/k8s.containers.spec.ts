import { beforeAll, describe, expect, it } from 'vitest';
import { build, unknownFields, validate, type Manifest } from './manifests.js';

const services = [
  'coordination',
  'intake',
  'notification',
  'portal',
  'resolution',
  'sla',
  'triage',
  'views',
];
const servers = ['eventstore', 'mongo', 'nats'];

interface Container {
  image: string;
  args?: string[];
  envFrom?: { configMapRef: { name: string } }[];
  env?: { name: string; value: string }[];
  securityContext: Record<string, unknown>;
  resources: { limits: Record<string, string> };
  volumeMounts: { name: string; mountPath: string }[];
}
interface Pod {
  automountServiceAccountToken: boolean;
  securityContext: Record<string, unknown>;
  containers: Container[];
  volumes: {
    name: string;
    secret?: { secretName: string };
    configMap?: { name: string };
    persistentVolumeClaim?: { claimName: string };
  }[];
}

const podOf = (manifest: Manifest): Pod =>
  (manifest.spec as unknown as { template: { spec: Pod } }).template.spec;

describe.each(['one-server', 'three-servers'])('the overlay %s', (overlay) => {
  let all: Manifest[] = [];
  const of = (kind: string): Manifest[] => all.filter((each) => each.kind === kind);
  const names = (kind: string): string[] =>
    of(kind)
      .map(({ metadata }) => metadata.name)
      .toSorted();
  const pods = (): [string, Pod][] =>
    [...of('Deployment'), ...of('StatefulSet')].map((each) => [each.metadata.name, podOf(each)]);
  beforeAll(() => {
    all = build(overlay);
  });

  it('keeps the schemas of Kubernetes', async () => {
    for (const manifest of all) await validate(manifest);
    expect(unknownFields(all)).toEqual([]);
  });

  it('would be told of a wrong value and of a field that there is not', async () => {
    const [portal] = structuredClone(
      of('Deployment').filter(({ metadata }) => metadata.name === 'portal'),
    );
    if (!portal?.spec) throw new Error('no portal');
    portal.spec['replicas'] = 'two';
    await expect(validate(portal)).rejects.toThrow(/replicas/);
    portal.spec['replicas'] = 2;
    portal.spec['replica'] = 2;
    expect(unknownFields([portal]).join()).toContain('replica"');
  });

  it('runs every service, each with its budget, in one namespace', () => {
    expect(names('Deployment')).toEqual(services);
    expect(names('PodDisruptionBudget')).toEqual(services);
    expect(names('StatefulSet')).toEqual(overlay === 'one-server' ? servers : []);
    const outside = all.filter(
      ({ kind, metadata }) => kind !== 'Namespace' && metadata.namespace !== 'aduan',
    );
    expect(outside).toEqual([]);
    for (const [name, { containers }] of pods())
      if (services.includes(name)) expect(containers[0]?.args).toEqual([name]);
  });

  it('lets no pod be root, write its image, gain rights or talk to Kubernetes', () => {
    for (const [name, pod] of pods()) {
      expect(pod.automountServiceAccountToken, name).toBe(false);
      expect(pod.securityContext, name).toMatchObject({
        runAsNonRoot: true,
        seccompProfile: { type: 'RuntimeDefault' },
      });
      for (const { securityContext, resources } of pod.containers) {
        expect(securityContext, name).toEqual({
          allowPrivilegeEscalation: false,
          readOnlyRootFilesystem: true,
          capabilities: { drop: ['ALL'] },
        });
        expect(resources.limits['memory'], name).toBeDefined();
      }
    }
  });

  it('checks start, life and readiness of every pod', () => {
    for (const [name, { containers }] of pods())
      for (const probe of ['startupProbe', 'livenessProbe', 'readinessProbe'])
        expect(containers[0], name).toHaveProperty(probe);
  });

  it('names only volumes, settings and secrets that there are, and mounts every volume', () => {
    const kept = new Set([...names('Secret'), ...names('ConfigMap')]);
    const claims = overlay === 'one-server' ? ['data'] : [];
    for (const [name, { containers, volumes }] of pods()) {
      const made = servers.includes(name) ? claims : [];
      const mounted = new Set(
        containers.flatMap(({ volumeMounts }) => volumeMounts.map((each) => each.name)),
      );
      expect([...mounted].toSorted(), name).toEqual(
        [...volumes.map((each) => each.name), ...made].toSorted(),
      );
      for (const { secret, configMap } of volumes)
        for (const used of [secret?.secretName, configMap?.name].filter(
          (each) => each !== undefined,
        ))
          expect(kept, name).toContain(used);
      for (const { configMapRef } of containers[0]?.envFrom ?? [])
        expect(kept).toContain(configMapRef.name);
    }
  });

  it('gives every service the settings that it cannot start without, each secret as a file that is there', () => {
    const settings =
      of('ConfigMap').find(({ metadata }) => metadata.name.startsWith('aduan-settings'))?.data ??
      {};
    const files = of('Secret').flatMap(({ data }) => Object.keys(data ?? {}));
    for (const name of ['ESDB_URL', 'MONGODB_URI', 'NATS_URL', 'MASTER_KEY', 'ACTOR_KEY'].map(
      (each) => `ADUAN_${each}`,
    ))
      expect(settings[name] ?? settings[`${name}_FILE`], name).toBeDefined();
    for (const [name, value] of Object.entries(settings))
      if (name.endsWith('_FILE')) expect(files).toContain(value.replace('/run/secrets/aduan/', ''));
    expect(settings['ADUAN_REPLICAS']).toBe(overlay === 'one-server' ? '1' : '3');
  });

  it('shuts the namespace first, then opens what is said', () => {
    const shut = of('NetworkPolicy').find(({ metadata }) => metadata.name === 'nothing-else');
    expect(shut?.spec).toEqual({ podSelector: {}, policyTypes: ['Ingress', 'Egress'] });
    expect(names('NetworkPolicy')).toEqual(expect.arrayContaining(['door', 'names', 'to-servers']));
  });

  it('shares one volume of files among those who keep them, as many servers as there are', () => {
    const sharing = of('Deployment').filter((each) =>
      podOf(each).volumes.some(({ name }) => name === 'files'),
    );
    expect(sharing.map(({ metadata }) => metadata.name).toSorted()).toEqual([
      'intake',
      'portal',
      'resolution',
    ]);
    const claim = of('PersistentVolumeClaim').find(({ metadata }) => metadata.name === 'files');
    const mode = overlay === 'one-server' ? 'ReadWriteOnce' : 'ReadWriteMany';
    expect(claim?.spec).toMatchObject({ accessModes: [mode] });
  });

  it('keeps no letters and no journal in a pod that a second one runs beside', () => {
    for (const each of of('Deployment')) {
      const { volumes } = podOf(each);
      const claims = volumes.map(({ persistentVolumeClaim }) => persistentVolumeClaim?.claimName);
      const claimed = claims.some((name) => name !== undefined && name !== 'files');
      if (claimed) expect(each.spec).toMatchObject({ replicas: 1, strategy: { type: 'Recreate' } });
    }
  });
});
