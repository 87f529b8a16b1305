package io.sluice.cli;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.sluice.record.openapi.DocumentFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Dependencies point one way: config, engine, then http, kafka and telemetry side by side, then cli. */
class ArchitectureTest {
    private static final String CONFIG = "io.sluice.config..";
    private static final String ENGINE = "io.sluice.engine..";
    private static final String HTTP = "io.sluice.http..";
    private static final String KAFKA = "io.sluice.kafka..";
    private static final String TELEMETRY = "io.sluice.telemetry..";
    private static final String REST = "io.sluice.rest..";
    private static final String RECORD = "io.sluice.record..";
    private static final String CLI = "io.sluice.cli..";
    private static final String DEV = "io.sluice.dev..";
    private static final String[] PLATFORM = {"java..", "org.jspecify.annotations.."};
    private static final String[] UNDERTOW = {"io.undertow..", "org.xnio.."};
    private static final JavaClasses ALL = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .withImportOption(location -> !location.contains("-tests.jar")) // the same, packaged
            .importPackages("io.sluice");

    @Test
    void everyModuleIsLookedAt() {
        Stream.of("config", "engine", "http", "kafka", "telemetry", "rest", "record", "cli", "dev")
                .forEach(module -> assertThat(ALL.stream()
                                .filter(resideInAPackage("io.sluice." + module + ".."))
                                .count())
                        .as(module)
                        .isPositive());
    }

    @Test
    void configKnowsYamlAndNothingElse() {
        classes()
                .that()
                .resideInAPackage(CONFIG)
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(PLATFORM)
                        .or(resideInAnyPackage(CONFIG, "org.snakeyaml.engine..", "org.slf4j..")))
                .check(ALL);
    }

    @Test
    void onlyTheReadersOfYamlKnowYaml() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.sluice.config.yaml..")
                .and()
                .doNotHaveFullyQualifiedName(DocumentFile.class.getName())
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.snakeyaml..")
                .check(ALL);
    }

    @Test
    void engineKnowsConfigOnly() {
        noClasses()
                .that()
                .resideInAPackage(ENGINE)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(HTTP, KAFKA, REST, RECORD, TELEMETRY, CLI, DEV)
                .check(ALL);
    }

    @Test
    void engineKnowsNeitherUndertowNorKafka() {
        noClasses()
                .that()
                .resideInAPackage(ENGINE)
                .should()
                .dependOnClassesThat(resideInAnyPackage(UNDERTOW).or(resideInAPackage("org.apache.kafka..")))
                .check(ALL);
    }

    @Test
    void httpKnowsNothingOfKafka() {
        noClasses()
                .that()
                .resideInAPackage(HTTP)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(KAFKA, REST, RECORD, TELEMETRY, CLI, DEV, "org.apache.kafka..")
                .check(ALL);
    }

    @Test
    void kafkaKnowsNothingOfHttpServers() {
        noClasses()
                .that()
                .resideInAPackage(KAFKA)
                .should()
                .dependOnClassesThat(
                        resideInAnyPackage(HTTP, TELEMETRY, CLI, DEV).or(resideInAnyPackage(UNDERTOW)))
                .check(ALL);
    }

    @Test
    void telemetryKnowsTheEngineOnly() {
        noClasses()
                .that()
                .resideInAPackage(TELEMETRY)
                .should()
                .dependOnClassesThat(resideInAnyPackage(HTTP, KAFKA, CLI, DEV)
                        .or(resideInAnyPackage(UNDERTOW))
                        .or(resideInAPackage("org.apache.kafka..")))
                .check(ALL);
    }

    @Test
    void restKnowsTheEngineAndKafkasClients() {
        noClasses()
                .that()
                .resideInAPackage(REST)
                .should()
                .dependOnClassesThat(resideInAnyPackage(HTTP, KAFKA, RECORD, TELEMETRY, CLI, DEV)
                        .or(resideInAnyPackage(UNDERTOW)))
                .check(ALL);
    }

    @Test
    void recordKnowsTheEngineOnly() {
        noClasses()
                .that()
                .resideInAPackage(RECORD)
                .should()
                .dependOnClassesThat(resideInAnyPackage(HTTP, KAFKA, TELEMETRY, CLI, DEV)
                        .or(resideInAnyPackage(UNDERTOW))
                        .or(resideInAPackage("org.apache.kafka..")))
                .check(ALL);
    }

    @Test
    void onlyTelemetryKnowsHowMetricsAreKept() {
        noClasses()
                .that()
                .resideOutsideOfPackage(TELEMETRY)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.micrometer..", "io.prometheus..")
                .check(ALL);
    }

    @Test
    void onlyDevModeKnowsTheBroker() {
        noClasses()
                .that()
                .resideOutsideOfPackage(DEV)
                .and()
                .doNotHaveFullyQualifiedName(DevMode.class.getName())
                .should()
                .dependOnClassesThat()
                .resideInAPackage(DEV)
                .check(ALL);
    }

    @Test
    void noLibraryShowsInTheServiceProviderInterface() {
        DescribedPredicate<JavaClass> ours = resideInAnyPackage(PLATFORM)
                .or(resideInAnyPackage("io.sluice.."))
                .or(primitive());

        classes()
                .that()
                .resideInAPackage("io.sluice.engine.spi..")
                .should()
                .onlyDependOnClassesThat(ours)
                .check(ALL);
    }

    @Test
    void noLibraryShowsInWhatTheServiceProviderInterfaceHandsOut() {
        ALL.stream()
                .filter(resideInAnyPackage("io.sluice.engine.flow..", "io.sluice.engine.http.."))
                .flatMap(type -> type.getMethods().stream())
                .filter(method -> method.getModifiers().contains(JavaModifier.PUBLIC))
                .flatMap(ArchitectureTest::signature)
                .forEach(type -> assertThat(type.getBaseComponentType().getPackageName())
                        .matches("|java\\..*|io\\.sluice\\..*"));
    }

    private static Stream<JavaClass> signature(JavaMethod method) {
        return Stream.concat(Stream.of(method.getRawReturnType()), method.getRawParameterTypes().stream());
    }

    private static DescribedPredicate<JavaClass> primitive() {
        return DescribedPredicate.describe(
                "primitive or array of such",
                type -> type.getBaseComponentType().isPrimitive());
    }
}
