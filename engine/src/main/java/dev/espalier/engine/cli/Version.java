package dev.espalier.engine.cli;

import picocli.CommandLine.IVersionProvider;

/** The version that the build wrote into the jar, and the JVM. */
final class Version implements IVersionProvider {
  @Override
  public String[] getVersion() {
    String version = Espalier.class.getPackage().getImplementationVersion();
    return new String[] {
      "espalier " + (version == null ? "(not packaged)" : version),
      System.getProperty("java.vm.name") + " " + Runtime.version()
    };
  }
}
